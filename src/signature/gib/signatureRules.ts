import { finding, type PlacedFinding, type Severity } from '../report/findings.ts';
import type { GibRule } from '../report/gibFindings.ts';
import { DS, XADES_132 } from '../xml/namespaces.ts';
import { type XmlElement, attributeValue, startTagOf } from '../xml/tree.ts';
import { isBlank, nearest, select, stringValue, type Step } from './select.ts';

const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

const toReference: readonly Step[] = [
  [DS, 'SignedInfo'],
  [DS, 'Reference'],
];
const toTransforms: readonly Step[] = [...toReference, [DS, 'Transforms']];
const toMethod: readonly Step[] = [
  [DS, 'SignedInfo'],
  [DS, 'SignatureMethod'],
];
const toX509Data: readonly Step[] = [
  [DS, 'KeyInfo'],
  [DS, 'X509Data'],
];
const toProperties: readonly Step[] = [
  [DS, 'Object'],
  [XADES_132, 'QualifyingProperties'],
  [XADES_132, 'SignedProperties'],
  [XADES_132, 'SignedSignatureProperties'],
];
const toCounterSignatures: readonly Step[] = [
  [DS, 'Object'],
  [XADES_132, 'QualifyingProperties'],
  [XADES_132, 'UnsignedProperties'],
  [XADES_132, 'UnsignedSignatureProperties'],
  [XADES_132, 'CounterSignature'],
];

/** The parts that every ds:Signature needs: XadesSignatureCheck and what goes with it. */
export function signatureFindings(signature: XmlElement, binds = true): readonly PlacedFinding[] {
  return [
    ...partFindings(signature, { rule: 'XadesSignatureCheck', binds }),
    ...x509Findings(signature, binds),
  ];
}

/** The parts of a ds:Signature in an invoice. `is21`: its UBLVersionID is 2.1. */
export function invoiceSignatureFindings(
  signature: XmlElement,
  is21: boolean,
  binds: boolean,
): readonly PlacedFinding[] {
  const rule = { rule: 'XadesSignatureCheckForInvoice', binds };
  return [
    ...partFindings(signature, rule),
    ...referenceFindings(signature, rule),
    ...x509Findings(signature, binds),
    ...(is21 ? methodFindings(signature, binds) : []),
    ...transformFindings(signature, binds),
  ];
}

/** CounterSignatureCheck, and the parts of each counter-signature. */
export function counterSignatureFindings(signature: XmlElement): readonly PlacedFinding[] {
  return select(signature, ...toCounterSignatures).flatMap((around) => {
    const inside = select(around, [DS, 'Signature']);
    const count = inside.length;
    const data = { rule: 'CounterSignatureCheck', binds: true, count };
    return [
      ...(count === 1 ? [] : [finding('GIB-COUNTER-SIGNATURE', 'error', data, startTagOf(around))]),
      ...inside.flatMap((counter) => signatureFindings(counter)),
    ];
  });
}

/** A rule that does not bind is advice. */
export function severityOf(binds: boolean): Severity {
  return binds ? 'error' : 'information';
}

function partFindings(signature: XmlElement, rule: GibRule): readonly PlacedFinding[] {
  const severity = severityOf(rule.binds);
  const missing = (...steps: readonly Step[]) => select(signature, ...steps).length === 0;
  const placeOf = (...steps: readonly Step[]) => startTagOf(nearest(signature, ...steps));
  const found: PlacedFinding[] = [];
  if (missing(...toTransforms)) {
    found.push(finding('GIB-TRANSFORMS', severity, rule, placeOf(...toTransforms)));
  }
  if (missing(...toX509Data)) {
    const part = missing([DS, 'KeyInfo']) ? 'ds:KeyInfo' : 'ds:X509Data';
    const data = { ...rule, missing: part } as const;
    found.push(finding('GIB-KEY-INFO', severity, data, placeOf(...toX509Data)));
  }
  if (missing([DS, 'Object'])) {
    return [...found, finding('GIB-OBJECT', severity, rule, startTagOf(signature))];
  }
  const place = placeOf(...toProperties);
  if (missing(...toProperties, [XADES_132, 'SigningTime'])) {
    found.push(finding('GIB-SIGNING-TIME', severity, rule, place));
  }
  if (missing(...toProperties, [XADES_132, 'SigningCertificate'])) {
    const version2 = !missing(...toProperties, [XADES_132, 'SigningCertificateV2']);
    found.push(finding('GIB-SIGNING-CERTIFICATE', severity, { ...rule, version2 }, place));
  }
  return found;
}

function referenceFindings(signature: XmlElement, rule: GibRule): readonly PlacedFinding[] {
  const references = select(signature, ...toReference);
  const count = references.filter((reference) => attributeValue(reference, 'URI') === '').length;
  if (count === 1) return [];
  const place = startTagOf(nearest(signature, [DS, 'SignedInfo']));
  return [finding('GIB-REFERENCE-COUNT', severityOf(rule.binds), { ...rule, count }, place)];
}

function x509Findings(signature: XmlElement, binds: boolean): readonly PlacedFinding[] {
  const severity = severityOf(binds);
  const parts = select(signature, ...toX509Data);
  const without = parts.filter((part) => select(part, [DS, 'X509Certificate']).length === 0);
  const names = parts.flatMap((part) => select(part, [DS, 'X509SubjectName']));
  const blank = names.filter((name) => isBlank(stringValue(name)));
  const certificate = { rule: 'X509DataCheck', binds };
  const subjectName = { rule: 'X509SubjectNameCheck', binds };
  return [
    ...without.map((part) =>
      finding('GIB-X509-CERTIFICATE', severity, certificate, startTagOf(part)),
    ),
    ...blank.map((name) =>
      finding('GIB-X509-SUBJECT-NAME', severity, subjectName, startTagOf(name)),
    ),
  ];
}

function methodFindings(signature: XmlElement, binds: boolean): readonly PlacedFinding[] {
  const algorithms = select(signature, ...toMethod).map((method) =>
    attributeValue(method, 'Algorithm'),
  );
  // As the rule has it: without a SignatureMethod nothing differs from RSA with SHA-1.
  if (algorithms.some((algorithm) => algorithm !== null && algorithm !== RSA_SHA1)) return [];
  const data = { rule: 'SignatureMethodCheck', binds };
  const place = startTagOf(nearest(signature, ...toMethod));
  return [finding('GIB-SIGNATURE-METHOD', severityOf(binds), data, place)];
}

function transformFindings(signature: XmlElement, binds: boolean): readonly PlacedFinding[] {
  return select(signature, ...toTransforms).flatMap((transforms) => {
    const count = select(transforms, [DS, 'Transform']).length;
    if (count <= 1) return [];
    const data = { rule: 'TransformCountCheck', binds, count };
    return [finding('GIB-TRANSFORM-COUNT', severityOf(binds), data, startTagOf(transforms))];
  });
}
