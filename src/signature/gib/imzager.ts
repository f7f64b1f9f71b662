import { finding, type PlacedFinding } from '../report/findings.ts';
import type { ImzagerAdvice } from '../report/gibFindings.ts';
import { DS, XADES_132 } from '../xml/namespaces.ts';
import { type XmlElement, attributeValue, startTagOf } from '../xml/tree.ts';
import { select, stringValue, type Step } from './select.ts';

/** NCName, as far as ASCII goes; beyond it all letters are taken for good ones. */
const NC_NAME = /^[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_.\u00b7\u0080-\u{10ffff}-]*$/u;

const toX509Data: readonly Step[] = [
  [DS, 'KeyInfo'],
  [DS, 'X509Data'],
];
const toSigningTime: readonly Step[] = [
  [DS, 'Object'],
  [XADES_132, 'QualifyingProperties'],
  [XADES_132, 'SignedProperties'],
  [XADES_132, 'SignedSignatureProperties'],
  [XADES_132, 'SigningTime'],
];

/**
 * What İmzager, TÜBİTAK's viewer, likes to have otherwise in a signature. Accepted documents
 * contradict all of it.
 */
export function imzagerFindings(signature: XmlElement): readonly PlacedFinding[] {
  const certificates = select(signature, ...toX509Data, [DS, 'X509Certificate']);
  const base64 = [...select(signature, [DS, 'SignatureValue']), ...certificates];
  const id = attributeValue(signature, 'Id');
  return [
    ...(id === null || NC_NAME.test(id) ? [] : [advise('id', signature)]),
    ...certificates.slice(1, 2).map((second) => advise('certificates', second)),
    ...base64
      .filter((element) => /[^\s]{77}/.test(stringValue(element)))
      .slice(0, 1)
      .map((element) => advise('base64-lines', element)),
    ...select(signature, ...toSigningTime)
      .filter((time) => stringValue(time).trim().endsWith('Z'))
      .map((time) => advise('signing-time', time)),
  ];
}

export function advise(advice: ImzagerAdvice, at: Parameters<typeof startTagOf>[0]): PlacedFinding {
  return finding('GIB-IMZAGER', 'information', { advice }, startTagOf(at));
}
