import * as l10n from '@vscode/l10n';
import type { Finding, FindingCode, Position, Severity } from '../../signature/report/findings.ts';
import type { DocumentReport, SignatureReport } from '../../signature/report/report.ts';
import { findingText } from '../../text/findings/findingText.ts';

/** A finding as Problems shows it. */
export interface Problem {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What is wrong, and on the next line what to do. */
  readonly message: string;
  /** Null: about the file as such, or about something inside an archive. */
  readonly position: Position | null;
  readonly related: readonly { readonly message: string; readonly position: Position }[];
}

/** All that was found in a file, document by document and signature by signature. */
export function problemsOf(reports: readonly DocumentReport[]): readonly Problem[] {
  return reports.flatMap((report) => [
    ...report.findings.map((finding) => problemOf(finding, null)),
    ...report.signatures.flatMap((signature) =>
      signature.findings.map((finding) => problemOf(finding, signature)),
    ),
  ]);
}

function problemOf(finding: Finding, signature: SignatureReport | null): Problem {
  const { message, advice } = findingText(finding);
  const position = finding.position ?? signature?.position ?? null;
  const related = signature === null ? [] : relatedTo(finding, signature);
  return {
    code: finding.code,
    severity: finding.severity,
    message: `${message}\n${advice}`,
    position,
    related: related.filter((other) => !isSame(other.position, position)),
  };
}

/** The reference that a digest belongs to, and the signature that all of it is about. */
function relatedTo(finding: Finding, signature: SignatureReport): Problem['related'] {
  const uri = 'uri' in finding.data ? finding.data.uri : null;
  const reference = uri === null ? undefined : signature.references.find((it) => it.uri === uri);
  const ofReference = reference?.position
    ? [{ message: referenceText(reference.uri), position: reference.position }]
    : [];
  const ofSignature = signature.position
    ? [{ message: signatureText(signature), position: signature.position }]
    : [];
  return [...ofReference, ...ofSignature];
}

/** What a reference refers to, as a title. */
export function referenceText(uri: string): string {
  return uri === '' ? l10n.t('The whole document') : l10n.t('What “{0}” refers to', uri);
}

function signatureText({ signer }: SignatureReport): string {
  const who = signer?.vkn ?? signer?.tckn ?? signer?.commonName ?? null;
  return who === null ? l10n.t('The signature') : l10n.t('The signature of {0}', who);
}

function isSame(one: Position, other: Position | null): boolean {
  return one.line === other?.line && one.column === other.column;
}
