import type { CardKey, CardSnapshot } from '../../card/card.ts';
import { MuhurError, toMuhurError } from '../../errors.ts';
import type { CertificateDescription } from '../../pki/certificate.ts';
import { describeCertificate } from '../../pki/certificate.ts';
import { signingKeyOf } from '../preparedSignature.ts';

/** A certificate that may be chosen, and what is known of its key. */
export interface OfferedCertificate {
  /** Names the key, where it is. */
  readonly id: string;
  readonly der: Uint8Array;
  /** Is its key there, and may it sign? */
  readonly hasKey: boolean;
}

export interface CertificateWish {
  /** Exactly that one: hexadecimal, in upper or lower case, with or without colons. */
  readonly serialNumber?: string | undefined;
  /** VKN or TCKN that the document names; the certificate of another is no mistake. */
  readonly taxNumber?: string | null | undefined;
  /** When it is signed. */
  readonly at: Date;
}

/** One certificate as it would be judged if it were chosen. */
export interface JudgedCertificate<C extends OfferedCertificate = OfferedCertificate> {
  readonly offered: C;
  /** Null: it cannot be read. */
  readonly description: CertificateDescription | null;
  /** Why it must not sign; null: it may. */
  readonly refusal: MuhurError | null;
  /** Is it of the VKN or TCKN that was wished for? Null: none was. For information only. */
  readonly isWanted: boolean | null;
}

/** The certificates of a card, and whether their keys may sign. */
export function certificatesOf({ certificates, keys }: CardSnapshot): OfferedCertificate[] {
  const maySign = ({ usage }: CardKey) =>
    usage.includes('sign') || usage.includes('non-repudiation');
  const ids = new Set(keys.filter(maySign).map(({ id }) => id));
  return certificates.map(({ id, der }) => ({ id, der, hasKey: ids.has(id) }));
}

/**
 * All of them, the one to propose first: those that may sign, of them those that the document asks
 * for, a mali mühür before a qualified certificate, the one that lasts longest.
 */
export function judgeCertificates<C extends OfferedCertificate>(
  offered: readonly C[],
  wish: CertificateWish,
): JudgedCertificate<C>[] {
  return offered
    .map((one) => judge(one, wish))
    .map((judged) => ({ judged, rank: rankOf(judged) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ judged }) => judged);
}

/**
 * The certificate to sign with, before any PIN is asked for.
 * @throws `sign/no-certificate`, `sign/certificate-not-found`, and why the one that was named, or
 *   else the best of all, must not sign: `sign/encryption-certificate`, `sign/purpose`,
 *   `sign/expired`, `sign/not-yet-valid`, `sign/no-key`, `sign/certificate`.
 */
export function chooseCertificate<C extends OfferedCertificate>(
  offered: readonly C[],
  wish: CertificateWish,
): JudgedCertificate<C> {
  if (offered.length === 0) throw new MuhurError('sign/no-certificate', {});
  const { serialNumber } = wish;
  const judged = judgeCertificates(offered, wish);
  const [first] = serialNumber === undefined ? judged : withSerial(judged, serialNumber);
  if (first === undefined) {
    throw new MuhurError('sign/certificate-not-found', { serialNumber: serialNumber ?? '' });
  }
  if (first.refusal !== null) throw first.refusal;
  return first;
}

function withSerial<C extends OfferedCertificate>(
  judged: readonly JudgedCertificate<C>[],
  serialNumber: string,
): JudgedCertificate<C>[] {
  const wanted = serialNumber
    .replaceAll(':', '')
    .replace(/^0+(?=.)/, '')
    .toUpperCase();
  const bare = (text: string) => text.replace(/^0+(?=.)/, '');
  return judged.filter(({ description }) => bare(description?.serialNumber ?? '') === wanted);
}

function judge<C extends OfferedCertificate>(
  offered: C,
  { at, taxNumber }: CertificateWish,
): JudgedCertificate<C> {
  try {
    const description = describeCertificate(offered.der);
    const { vkn, tckn } = description;
    const isWanted = taxNumber ? (vkn ?? tckn) === taxNumber : null;
    return { offered, description, refusal: refusalOf(offered, description, at), isWanted };
  } catch (error) {
    const { message: reason } = toMuhurError(error);
    const refusal = new MuhurError('sign/certificate', { reason }, { cause: error });
    return { offered, description: null, refusal, isWanted: null };
  }
}

/** The first reason that counts: what it is for, then its time, then its key. */
function refusalOf(
  { der, hasKey }: OfferedCertificate,
  { purpose, commonName, serialNumber, notBefore, notAfter }: CertificateDescription,
  at: Date,
): MuhurError | null {
  const certificate = commonName ?? serialNumber;
  if (purpose === 'encryption')
    return new MuhurError('sign/encryption-certificate', { certificate });
  if (purpose === 'other') return new MuhurError('sign/purpose', { certificate });
  if (at > notAfter) {
    return new MuhurError('sign/expired', { certificate, notAfter: notAfter.toISOString() });
  }
  if (at < notBefore) {
    const data = { certificate, notBefore: notBefore.toISOString() };
    return new MuhurError('sign/not-yet-valid', data);
  }
  if (!hasKey) return new MuhurError('sign/no-key', { certificate });
  try {
    signingKeyOf(der);
    return null;
  } catch (error) {
    return toMuhurError(error);
  }
}

const PURPOSES = ['signing', 'qualified', 'encryption', 'other'] as const;

/** Smaller is better, the first that differs decides. */
function rankOf({ refusal, isWanted, description }: JudgedCertificate): readonly number[] {
  return [
    refusal === null ? 0 : 1,
    isWanted === false ? 1 : 0,
    description === null ? PURPOSES.length : PURPOSES.indexOf(description.purpose),
    -(description?.notAfter.getTime() ?? 0),
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
