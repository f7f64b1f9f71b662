import type { Der } from '../../../pki/der.ts';
import {
  bigInteger,
  bitString,
  encode,
  fixed,
  integer,
  sequence,
  tagged,
  time,
} from '../../../pki/der.ts';
import {
  authorityKeyIdentifier,
  crlNumber,
  expiredCertsOnCrl,
  reasonCode,
} from '../../../pki/testAuthority/extensions.ts';
import { signInPool, signatureAlgorithm } from '../../../pki/testAuthority/signature.ts';
import { fromHex } from '../../../hex.ts';
import type { AnswerOptions, IssuerId, RevokedCertificate, StatusSource } from './types.ts';
import { FIRST_DAY, REASON } from './types.ts';
import { spoiler, stalenessOf } from './faults.ts';
import type { Identity } from './identity.ts';

/** A CRL holds for a day, as Kamu SM's do at most. */
const VALID_MS = 86_400_000;

interface Kept {
  readonly version: number;
  readonly number: number;
  readonly at: number;
  readonly crl: Promise<Uint8Array>;
}

/** Makes full CRLs (RFC 5280 §5) and gives one again while it is true and not half over. */
export class CrlMaker {
  readonly #status: StatusSource;
  readonly #issuers: Readonly<Record<IssuerId, Identity>>;
  readonly #kept = new Map<IssuerId, Kept>();

  constructor(status: StatusSource, issuers: Readonly<Record<IssuerId, Identity>>) {
    this.#status = status;
    this.#issuers = issuers;
  }

  /**
   * DER. A certificate on hold is in it with its reason and in the next one no more, once it is
   * released. Expired certificates stay: a signature of their time can still be judged.
   */
  async crlOf(issuer: IssuerId, options: AnswerOptions): Promise<Uint8Array> {
    const { crl, number } = this.#current(issuer, options.now);
    if (options.fault === undefined) return crl;
    const thisUpdate = new Date(options.now.getTime() - stalenessOf(options.fault));
    const isOlder = options.fault === 'stale' && number > 0;
    return this.#make(issuer, isOlder ? number - 1 : number, thisUpdate, options);
  }

  #current(issuer: IssuerId, now: Date): Kept {
    const version = this.#status.version();
    const kept = this.#kept.get(issuer);
    const age = now.getTime() - (kept?.at ?? 0);
    if (kept?.version === version && age >= 0 && age < VALID_MS / 2) return kept;
    const number = this.#status.nextCrlNumber(issuer);
    const crl = this.#make(issuer, number, now, { now });
    const made = { version, number, at: now.getTime(), crl };
    this.#kept.set(issuer, made);
    return made;
  }

  async #make(
    issuer: IssuerId,
    number: number,
    thisUpdate: Date,
    { fault }: AnswerOptions,
  ): Promise<Uint8Array> {
    const { name, keyId, privateKey } = this.#issuers[issuer];
    const all = [...this.#status.revoked(issuer)];
    const listed = fault === 'stale' ? all.filter(({ at }) => at <= thisUpdate) : all;
    const { identifier } = signatureAlgorithm(privateKey);
    const toBeSigned = sequence(
      integer(1),
      identifier,
      name,
      time(thisUpdate),
      time(new Date(thisUpdate.getTime() + VALID_MS)),
      // An empty list is left out (RFC 5280 §5.1.2.6).
      ...(listed.length > 0 ? [sequence(...listed.map(entry))] : []),
      tagged(
        0,
        sequence(authorityKeyIdentifier(keyId), crlNumber(number), expiredCertsOnCrl(FIRST_DAY)),
      ),
    );
    const signature = await signInPool(encode(toBeSigned), privateKey);
    return encode(sequence(toBeSigned, identifier, bitString(spoiler(fault)(signature))));
  }
}

function entry({ serial, at, reason }: RevokedCertificate): Der {
  // RFC 5280 §5.3.1: better no reason than "unspecified".
  const said = reason === REASON.unspecified ? [] : [sequence(reasonCode(reason))];
  return fixed(sequence(bigInteger(fromHex(serial)), time(at), ...said));
}
