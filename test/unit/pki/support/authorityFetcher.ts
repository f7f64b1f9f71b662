import type { FetchAnswer, FetchRequest, Fetcher } from '../../../../src/pki/fetching.ts';
import { FetchError } from '../../../../src/pki/fetching.ts';
import { AUTHORITY_PATHS } from '../../../../src/portal/simulator/authority/addresses.ts';
import type {
  AnswerOptions,
  PortalAuthority,
} from '../../../../src/portal/simulator/authority/types.ts';
import { ISSUERS } from '../../../../src/portal/simulator/authority/types.ts';

/** How it answers to one kind of question: as it should, not at all, or with other bytes. */
export type Answering = 'right' | 'down' | ((right: Uint8Array, asked: FetchRequest) => Uint8Array);

/** Reaches an authority without a network. */
export class AuthorityFetcher {
  options: AnswerOptions;
  ocsp: Answering = 'right';
  crl: Answering = 'right';
  /** What was fetched, in order. */
  readonly asked: string[] = [];
  readonly #authority: PortalAuthority;

  constructor(authority: PortalAuthority, now = new Date()) {
    this.#authority = authority;
    this.options = { now };
  }

  readonly fetch: Fetcher = async (request) => {
    const path = request.url.pathname;
    this.asked.push(path);
    const answering = path === AUTHORITY_PATHS.ocsp ? this.ocsp : this.crl;
    if (answering === 'down') throw new FetchError('unreachable');
    const right = await this.#answer(path, request);
    if (right === null) return answer(404, new Uint8Array());
    return answer(200, answering === 'right' ? right : answering(right, request));
  };

  async #answer(path: string, { body }: FetchRequest): Promise<Uint8Array | null> {
    const authority = this.#authority;
    if (path === AUTHORITY_PATHS.ocsp) {
      return authority.answerOcsp(body ?? new Uint8Array(), this.options);
    }
    if (path === AUTHORITY_PATHS.timeStamp) {
      return authority.answerTimeStamp(body ?? new Uint8Array(), this.options);
    }
    const crl = ISSUERS.find((issuer) => path === AUTHORITY_PATHS.crl(issuer));
    return crl === undefined ? null : authority.crlOf(crl, this.options);
  }
}

function answer(status: number, body: Uint8Array): FetchAnswer {
  return { status, contentType: '', body };
}
