import { loadTrust } from '../../../pki/trust/trustStore.ts';
import type { Surroundings } from '../../../pki/trust/surroundings.ts';
import type { Fetcher } from '../../../pki/fetching.ts';
import { canonicalForms } from '../../../signature/canonicalForms.ts';
import { validateDocument } from '../../../signature/validate.ts';
import type { HostSigner } from './hostSigner.ts';
import type { Answer, CanonicalJob, Job, ValidateJob } from './messages.ts';
import { plan } from './planJob.ts';
import { sign } from './signJob.ts';
import { withContent } from './withContent.ts';

/** What the host does for the thread. */
export interface Host {
  readonly fetcher: Fetcher;
  readonly signer: HostSigner;
  /** The job is not wanted any more. */
  readonly signal: AbortSignal;
  readonly onProgress: (count: number) => void;
}

/** Does what was asked. @throws MuhurError */
export function perform(job: Job, host: Host): Promise<Answer> {
  switch (job.kind) {
    case 'validate':
      return validate(job, host.fetcher);
    case 'canonical':
      return canonical(job);
    case 'plan':
      return plan(job);
    case 'sign':
      return sign(job, { ...host, signer: host.signer.with(job.certificate, job.chain) });
  }
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
