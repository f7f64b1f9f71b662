import { trustedKey } from '../../pki/signatureAlgorithm.ts';
import { parseX509 } from '../../pki/x509.ts';
import { finding } from '../report/findings.ts';
import type { Checked } from './checkReferences.ts';
import { NOTHING, found, together } from './checkReferences.ts';
import { isStrongHash, signatureMethodByUri } from './algorithms.ts';
import { canonicalizationOf } from './documentPass.ts';
import { startTagOf } from '../xml/tree.ts';
import type { XmlSignature } from './readSignature.ts';
import { keyOfCertificate } from './signatureValue.ts';
import type { ProvenSigner } from './signerCertificate.ts';

/** The signature value: its algorithms, its key, its mathematics (XMLDSig 1.1 §3.2.2). */
export function checkValue(signature: XmlSignature, signer: ProvenSigner): Checked {
  return together(
    checkAlgorithms(signature),
    checkMathematics(signature, signer),
    checkKey(signature, signer),
  );
}

function checkAlgorithms(signature: XmlSignature): Checked {
  const { canonicalization, method } = signature;
  const c14n =
    canonicalizationOf(signature) === null
      ? unknown(canonicalization.uri, 'canonicalization', startTagOf(canonicalization.element))
      : NOTHING;
  const known = signatureMethodByUri(method.uri);
  const at = startTagOf(method.element);
  if (known === null) return together(c14n, unknown(method.uri, 'signature', at));
  if (isStrongHash(known.hash)) return c14n;
  const data = { algorithm: method.uri, use: 'signature' } as const;
  const weak = finding('SIG-ALGORITHM-WEAK', 'error', data, at);
  return together(c14n, found(weak, 'CRYPTO_CONSTRAINTS_FAILURE'));
}

function unknown(
  algorithm: string,
  use: 'signature' | 'canonicalization',
  at: ReturnType<typeof startTagOf>,
): Checked {
  const what = finding('SIG-ALGORITHM', 'error', { algorithm, use }, at);
  return found(what, 'CRYPTO_CONSTRAINTS_FAILURE');
}

function checkMathematics(signature: XmlSignature, signer: ProvenSigner): Checked {
  const at = startTagOf(signature.value.element);
  if (signer.value === 'wrong') {
    const algorithm = signature.method.uri;
    return found(finding('SIG-VALUE', 'error', { algorithm }, at), 'SIG_CRYPTO_FAILURE');
  }
  return signer.form === 'der' ? found(finding('SIG-ECDSA-DER', 'warning', {}, at)) : NOTHING;
}

function checkKey({ keyInfo, element }: XmlSignature, signer: ProvenSigner): Checked {
  const at = startTagOf(keyInfo.element ?? element);
  if (signer.certificate === null) {
    const missing = finding('SIG-CERTIFICATE-MISSING', 'error', {}, at);
    return found(missing, 'NO_SIGNING_CERTIFICATE_FOUND');
  }
  const key = keyOfCertificate(signer.certificate);
  if (key === null) {
    return found(finding('CERT-UNREADABLE', 'error', {}, at), 'NO_SIGNING_CERTIFICATE_FOUND');
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const size = details?.namedCurve ?? String(details?.modulusLength ?? '');
  const algorithm = `${type === 'rsa' ? 'RSA' : 'EC'} ${size}`;
  const isTrusted = trustedKey(parseX509(signer.certificate).publicKeyInfo) !== null;
  return together(
    isTrusted
      ? NOTHING
      : found(
          finding('SIG-ALGORITHM-WEAK', 'error', { algorithm, use: 'key' }, at),
          'CRYPTO_CONSTRAINTS_FAILURE',
        ),
    keyInfo.key === null ? found(finding('SIG-KEY-VALUE-ABSENT', 'information', {}, at)) : NOTHING,
    signer.keyValueDiffers ? found(finding('SIG-KEY-VALUE', 'warning', {}, at)) : NOTHING,
  );
}
