import { Asn1Error } from '../asn1.ts';
import { isFetchError } from '../fetching.ts';
import { isSameName } from '../names.ts';
import { askedOnce } from '../revocation/answers.ts';
import { issuerAddresses } from '../statusAddresses.ts';
import type { X509 } from '../x509.ts';
import { parseX509 } from '../x509.ts';
import type { Surroundings } from './surroundings.ts';

/** Kamu SM's repository, the only place that a certificate nobody vouches for may send us to. */
const REPOSITORY = 'depo.kamusm.gov.tr';

/** Real chains lack one certificate. */
const MOST_FETCHED = 3;
const LARGEST_CERTIFICATE = 0x10000;
const SECONDS = 10;

/**
 * Fetches the issuers above a path one after the other, as certificates name them. What comes is a
 * candidate like any other, whoever sent it.
 * @param path DER, from the leaf on; its last one has no issuer yet.
 */
export async function fetchIssuers(
  path: readonly Uint8Array[],
  around: Surroundings,
): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = [];
  let last = parsed(path.at(-1));
  while (last !== null && !isSameName(last.issuer, last.subject) && found.length < MOST_FETCHED) {
    const issuer = await fetchIssuer(last, around);
    if (issuer === null) break;
    found.push(issuer.der);
    last = issuer;
  }
  return found;
}

async function fetchIssuer(certificate: X509, around: Surroundings): Promise<X509 | null> {
  const url = orNull(() => issuerAddresses(certificate))?.find(({ host }) => host === REPOSITORY);
  if (url === undefined) return null;
  const bytes = await askedOnce(around, `issuer ${url.href}`, () => fetched(url, around));
  const issuer = parsed(bytes ?? undefined);
  return issuer !== null && isSameName(issuer.subject, certificate.issuer) ? issuer : null;
}

async function fetched(url: URL, { fetcher }: Surroundings): Promise<Uint8Array | null> {
  try {
    const answer = await fetcher?.({
      url,
      method: 'GET',
      mostBytes: LARGEST_CERTIFICATE,
      seconds: SECONDS,
    });
    return answer?.status === 200 ? answer.body : null;
  } catch (error) {
    if (isFetchError(error)) return null;
    throw error;
  }
}

function parsed(der: Uint8Array | undefined): X509 | null {
  return der === undefined ? null : orNull(() => parseX509(der));
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}
