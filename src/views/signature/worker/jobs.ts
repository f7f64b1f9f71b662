import { loadTrust } from '../../../pki/trust/trustStore.ts';
import type { Surroundings } from '../../../pki/trust/surroundings.ts';
import type { Fetcher } from '../../../pki/fetching.ts';
import { canonicalForms } from '../../../signature/canonicalForms.ts';
import { validateDocument } from '../../../signature/validate.ts';
import type { ByteSource } from '../../../signature/xml/byteSource.ts';
import { memorySource } from '../../../signature/xml/byteSource.ts';
import { withSource } from '../../../signature/xml/withSource.ts';

import type { Answer, CanonicalJob, Content, Job, ValidateJob } from './messages.ts';

/** Does what was asked. @throws MuhurError */
export function perform(job: Job, fetcher: Fetcher): Promise<Answer> {
  return job.kind === 'validate' ? validate(job, fetcher) : canonical(job);
}

/** What the last run knows: files of one folder have their certificates in common. */
let known: { readonly run: string; readonly around: Surroundings } | undefined;

async function surroundings({ run, trust }: ValidateJob, fetcher: Fetcher): Promise<Surroundings> {
  if (known?.run === run) return known.around;
  const around = { trust: await loadTrust(trust), now: new Date(), fetcher };
  known = { run, around };
  return around;
}

async function validate(job: ValidateJob, fetcher: Fetcher): Promise<Answer> {
  const around = await surroundings(job, fetcher);
  const signed = job.signed;
  return withContent(job.content, (source) =>
    signed === null
      ? validateDocument(source, { file: job.file, at: null, around })
      : withContent(signed, (detachedContent) =>
          validateDocument(source, { file: job.file, at: null, around, detachedContent }),
        ),
  );
}

function canonical({ content }: CanonicalJob): Promise<Answer> {
  return withContent(content, canonicalForms);
}

function withContent<T>(content: Content, use: (source: ByteSource) => Promise<T>): Promise<T> {
  return 'bytes' in content ? use(memorySource(content.bytes)) : withSource(content.path, use);
}
