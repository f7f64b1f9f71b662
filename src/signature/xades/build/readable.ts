import { MuhurError } from '../../../errors.ts';
import type { ByteSource } from '../../xml/byteSource.ts';
import { positionsOf } from '../../xml/lines.ts';
import { XmlError } from '../../xml/xmlError.ts';
import { openXml } from '../../xml/xmlSource.ts';

/** Reads something of the document. @throws `document/unreadable` when that is not possible. */
export function readable<T>(file: ByteSource, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const { problem, detail, offset } = error;
    const data = { problem, detail, line: lineOf(file, offset) };
    throw new MuhurError('document/unreadable', data, { cause: error });
  }
}

/** Null where the encoding itself is the trouble. */
function lineOf(file: ByteSource, offset: number): number | null {
  try {
    const [position] = positionsOf(openXml(file), [{ start: offset, end: offset }]);
    return position?.line ?? null;
  } catch (error) {
    if (error instanceof XmlError) return null;
    throw error;
  }
}
