import type { ByteSource } from '../../../signature/xml/byteSource.ts';
import { memorySource } from '../../../signature/xml/byteSource.ts';
import { withSource } from '../../../signature/xml/withSource.ts';
import type { Content } from './messages.ts';

/** Opens what a job is about. A file is read while it is worked on, and must be the same afterwards. */
export function withContent<T>(
  content: Content,
  use: (source: ByteSource) => Promise<T>,
): Promise<T> {
  return 'bytes' in content ? use(memorySource(content.bytes)) : withSource(content.path, use);
}
