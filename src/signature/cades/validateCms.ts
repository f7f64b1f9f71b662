import { Asn1Error } from '../../pki/asn1.ts';
import { berToDer } from '../../pki/berToDer.ts';
import { TAG } from '../../pki/derReader.ts';
import { OID } from '../../pki/oids.ts';
import { readPem } from '../../pki/pem.ts';
import type { X509 } from '../../pki/x509.ts';
import type { Finding, PlacedFinding } from '../report/findings.ts';
import { finding } from '../report/findings.ts';
import type { DocumentReport, SignatureReport } from '../report/report.ts';
import type { HashName } from '../xades/algorithms.ts';
import type { Circumstances } from '../trust/judgedReport.ts';
import type { ByteSource } from '../xml/byteSource.ts';
import { memorySource } from '../xml/byteSource.ts';
import { checkSigner } from './checkSigner.ts';
import { hashOf } from './cmsAlgorithms.ts';
import type { SignedData, SignerInfo } from '../../pki/cms/readCms.ts';
import { readCms, readSigner } from '../../pki/cms/readCms.ts';
import { reportSigner, unreadableReport } from './reportSigner.ts';
import { SignedContent } from './signedContent.ts';
import { readableCertificates } from '../../pki/cms/signerCertificates.ts';

export interface CmsValidationRequest extends Circumstances {
  /** As the report names it. */
  readonly file: string;
  /** What a detached CMS signs. */
  readonly detachedContent?: ByteSource | undefined;
}

/** With the content inside; it is in memory as a whole. */
const LARGEST_FILE = 256 * 1024 * 1024;
/** The same in PEM, with its line ends. */
export const LARGEST_ARMOURED = 2 * LARGEST_FILE;
const MOST_SIGNERS = 32;
/** A counter-signature may be countersigned, and so on. */
const DEEPEST = 4;

const PEM_LABELS: readonly string[] = ['PKCS7', 'CMS'];

/**
 * Validates a CMS: each signer is a signature, and its counter-signatures follow it. What it signs
 * is inside it, or comes as `detachedContent`. Whatever the bytes are, the answer is a report.
 */
export async function validateCms(
  bytes: Uint8Array,
  request: CmsValidationRequest,
): Promise<DocumentReport> {
  const { file } = request;
  const document = { file, part: null, kind: 'cms', unreadable: false } as const;
  const signed = read(bytes);
  if (signed === null) {
    const reason = finding('SIG-FORMAT', 'error', { part: 'CMS', reason: 'malformed' });
    return { ...document, signatures: [placed(unreadableReport(reason, request))], findings: [] };
  }
  if (signed.signers.length === 0) {
    return { ...document, signatures: [], findings: [atNoPlace(finding('SIG-NONE', 'error', {}))] };
  }
  const content = contentOf(signed, request.detachedContent);
  const validation = new Validation(signed, request);
  for (const signer of signed.signers) await validation.add(signer, content, 0);
  return {
    ...document,
    signatures: validation.reports,
    findings: otherContent(signed, content, request),
  };
}

/** Validates the signers of one CMS, one after the other. */
class Validation {
  readonly reports: SignatureReport[] = [];
  readonly #signed: SignedData;
  readonly #request: CmsValidationRequest;
  readonly #certificates: readonly X509[];

  constructor(signed: SignedData, request: CmsValidationRequest) {
    this.#signed = signed;
    this.#request = request;
    this.#certificates = readableCertificates(signed.certificates);
  }

  async add(signer: SignerInfo, content: SignedContent | null, depth: number): Promise<void> {
    const isCounterSignature = depth > 0;
    const checked = checkSigner(signer, {
      content,
      contentType: isCounterSignature ? null : this.#signed.contentType,
      certificates: this.#certificates,
      now: this.#request.around.now,
    });
    const report = await reportSigner(checked, {
      circumstances: this.#request,
      certificates: this.#signed.certificates,
      length: content?.length ?? null,
      isCounterSignature,
    });
    this.reports.push(placed(report));
    if (depth < DEEPEST) await this.#addCounterSignatures(signer, depth + 1);
  }

  /** They sign the signature value (RFC 5652 §11.4). */
  async #addCounterSignatures({ unsigned, signature }: SignerInfo, depth: number): Promise<void> {
    const values = unsigned
      .filter(({ type }) => type === OID.counterSignature)
      .flatMap((attribute) => attribute.values);
    for (const value of values) {
      if (this.reports.length >= MOST_SIGNERS) return;
      const counter = tried(() => readSigner(value));
      if (counter === null) {
        const data = { part: 'counter-signature', reason: 'malformed' } as const;
        const report = unreadableReport(finding('SIG-FORMAT', 'error', data), this.#request);
        this.reports.push(placed({ ...report, isCounterSignature: true }));
      } else {
        await this.add(counter, new SignedContent(memorySource(signature), []), depth);
      }
    }
  }
}

/** Null for what cannot be read, in whichever armour and encoding. */
function read(bytes: Uint8Array): SignedData | null {
  const der = bytes[0] === TAG.sequence ? bytes : withoutArmour(bytes);
  if (der === null) return null;
  const strict = () => readCms(der, MOST_SIGNERS, LARGEST_FILE);
  // Some write BER in single places: everything that is signed is DER all the same.
  return tried(strict) ?? tried(() => readCms(berToDer(der), MOST_SIGNERS, LARGEST_FILE));
}

function withoutArmour(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length > LARGEST_ARMOURED) return null;
  const block = readPem(bytes).find(({ label }) => PEM_LABELS.includes(label));
  return block?.bytes ?? null;
}

function tried<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

/** What was signed: inside, or else beside it. */
function contentOf(
  { content, signers }: SignedData,
  detached: ByteSource | undefined,
): SignedContent | null {
  const source = content === null ? detached : memorySource(content);
  if (source === undefined) return null;
  const hashes = signers.map(hashOf).filter((hash): hash is HashName => hash !== null);
  return new SignedContent(source, hashes);
}

/** The file beside it is not what is inside: nobody signed that file. */
function otherContent(
  { content }: SignedData,
  inside: SignedContent | null,
  { detachedContent }: CmsValidationRequest,
): readonly Finding[] {
  if (content === null || inside === null || detachedContent === undefined) return [];
  const beside = new SignedContent(detachedContent, ['sha256']);
  const isSame = Buffer.compare(beside.digest('sha256'), inside.digest('sha256')) === 0;
  return isSame ? [] : [atNoPlace(finding('SIG-DOCUMENT-UNSIGNED', 'error', {}))];
}

type Draft = Omit<SignatureReport, 'findings'> & { readonly findings: readonly PlacedFinding[] };

function placed(report: Draft): SignatureReport {
  return { ...report, findings: report.findings.map(atNoPlace) };
}

/** A CMS has no lines. */
function atNoPlace(found: PlacedFinding): Finding {
  return { ...found, position: null };
}
