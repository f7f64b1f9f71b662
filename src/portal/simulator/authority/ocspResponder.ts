import { Asn1Error } from '../../../pki/asn1.ts';
import { DIGESTS, hashOf } from '../../../pki/testAuthority/digests.ts';
import { toHex } from '../../../hex.ts';
import { encode } from '../../../pki/der.ts';
import type { Identity } from './identity.ts';
import { errorAnswer, signedAnswer } from './ocspAnswer.ts';
import type { CertId, OcspRequest } from './ocspRequest.ts';
import { readOcspRequest } from './ocspRequest.ts';
import { ReusedAnswers } from './reusedAnswers.ts';
import { spoiler, stateAt, stalenessOf } from './faults.ts';
import type { AnswerOptions, IssuerId, StatusSource } from './types.ts';
import { ISSUERS } from './types.ts';

/** How long an answer holds, by its `nextUpdate`. */
const VALID_MS = 3_600_000;

type Status = Pick<StatusSource, 'statusOf' | 'version'>;

/** Answers OCSP requests (RFC 6960) for all issuers. */
export class OcspResponder {
  readonly #status: Status;
  readonly #signers: Readonly<Record<IssuerId, Identity>>;
  readonly #issuers: ReadonlyMap<string, IssuerId>;
  readonly #reused = new ReusedAnswers();

  constructor(
    status: Status,
    issuers: Readonly<Record<IssuerId, Identity>>,
    responders: Readonly<Record<'seal' | 'qualified', Identity>>,
  ) {
    this.#status = status;
    this.#signers = { ...responders, root: issuers.root };
    this.#issuers = new Map(
      ISSUERS.flatMap((id) => issuerHashes(issuers[id]).map((hashes) => [hashes, id])),
    );
  }

  /**
   * An OCSPResponse, whatever was asked. `malformedRequest` for what is no OCSPRequest;
   * `unauthorized` (RFC 6960 §2.3) when no issuer in it is ours, because nobody could accept an
   * answer of ours. Otherwise the responder of the first issuer that is ours answers, and knows
   * nothing of certificates of others: one signature stands for one issuer (§4.2.2.2).
   */
  async answer(request: Uint8Array, options: AnswerOptions): Promise<Uint8Array> {
    if (options.fault !== undefined) return this.#freshAnswer(request, options).bytes;
    const version = this.#status.version();
    const reused = this.#reused.find(request, version, options.now);
    if (reused) return reused;
    const { bytes, isReusable } = this.#freshAnswer(request, options);
    if (isReusable) this.#reused.keep(request, version, options.now, bytes);
    return bytes;
  }

  #freshAnswer(
    bytes: Uint8Array,
    options: AnswerOptions,
  ): { bytes: Promise<Uint8Array> | Uint8Array; isReusable: boolean } {
    const request = readOrNull(bytes);
    if (!request) return { bytes: errorAnswer('malformedRequest'), isReusable: false };
    const issuers = request.certIds.map((certId) => this.#issuerOf(certId));
    const issuer = issuers.find((id) => id !== undefined);
    if (!issuer) return { bytes: errorAnswer('unauthorized'), isReusable: false };

    const { fault, now } = options;
    const producedAt = new Date(now.getTime() - stalenessOf(fault));
    const states = request.certIds.map(({ bytes: certId, serial }, index) => ({
      certId,
      state:
        issuers[index] === issuer
          ? stateAt(this.#status.statusOf(issuer, serial), producedAt, fault)
          : ({ kind: 'unknown' } as const),
    }));
    const nextUpdate = new Date(producedAt.getTime() + VALID_MS);
    const answer = { states, producedAt, nextUpdate, nonce: request.nonce };
    return {
      bytes: signedAnswer(answer, this.#signers[issuer], spoiler(fault)),
      isReusable: request.nonce === null,
    };
  }

  #issuerOf({ digest, nameHash, keyHash }: CertId): IssuerId | undefined {
    return digest ? this.#issuers.get(hashKey(digest.name, nameHash, keyHash)) : undefined;
  }
}

/** How requests name an issuer, with each hash function. */
function issuerHashes({ name, keyBits }: Identity): string[] {
  const nameBytes = encode(name);
  return DIGESTS.map((digest) =>
    hashKey(digest.name, hashOf(digest, nameBytes), hashOf(digest, keyBits)),
  );
}

function hashKey(digest: string, nameHash: Uint8Array, keyHash: Uint8Array): string {
  return `${digest} ${toHex(nameHash)} ${toHex(keyHash)}`;
}

function readOrNull(bytes: Uint8Array): OcspRequest | null {
  try {
    return readOcspRequest(bytes);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}
