import { isSameName } from '../../pki/names.ts';
import type { X509 } from '../../pki/x509.ts';
import { parseX509 } from '../../pki/x509.ts';

/** Real chains have two. */
const LONGEST = 6;

/**
 * Those of the others that issued the certificate, or one that did, by their names. What else lies
 * beside it, such as an encryption certificate, has no place in a signature.
 */
export function chainAbove(
  certificate: Uint8Array,
  others: readonly Uint8Array[],
): readonly Uint8Array[] {
  const candidates = others.flatMap(readable);
  const chain: X509[] = [];
  let [last] = readable(certificate);
  while (last !== undefined && chain.length < LONGEST) {
    const { issuer } = last;
    last = candidates.find(
      (candidate) => isSameName(candidate.subject, issuer) && !chain.includes(candidate),
    );
    if (last !== undefined) chain.push(last);
  }
  return chain.map(({ der }) => der);
}

function readable(der: Uint8Array): X509[] {
  try {
    return [parseX509(der)];
  } catch {
    // It is nobody's issuer.
    return [];
  }
}
