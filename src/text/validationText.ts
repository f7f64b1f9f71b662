import * as l10n from '@vscode/l10n';
import type { MuhurError } from '../errors.ts';
import type { Finding, Severity } from '../signature/report/findings.ts';
import type { FileOutcome } from '../signature/report/outcome.ts';
import type { DocumentReport, SignatureReport } from '../signature/report/report.ts';
import { explain } from './errors.ts';
import { findingText } from './findings/findingText.ts';
import { signatureFacts } from './signatureFacts.ts';
import type { Paint } from './paint.ts';
import {
  documentKindText,
  formatText,
  indicationText,
  severityText,
  subIndicationText,
} from './verdictWords.ts';
import { quotable, visibleText } from './visibleText.ts';

/** The report of a validation as a person reads it in a terminal. */
export function validationText(outcomes: readonly FileOutcome[], paint: Paint): string {
  const blocks = outcomes.flatMap(({ file, problem, documents }) =>
    problem === null
      ? documents.map((document) => documentLines(document, paint))
      : [problemLines(file, problem, paint)],
  );
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function problemLines(file: string, problem: MuhurError, paint: Paint): readonly string[] {
  const { what, meaning, advice } = explain(problem);
  return [
    paint('strong', quotable(file)),
    `  ${paint('bad', `✗ ${visibleText(what)}`)}`,
    `    ${meaning}`,
    `    → ${advice}`,
  ];
}

function documentLines(document: DocumentReport, paint: Paint): readonly string[] {
  const { file, part, kind, unreadable, signatures, findings } = document;
  const names = [file, ...(part === null ? [] : [part])].map(quotable).join(' › ');
  const title = paint('strong', names) + (kind === null ? '' : ` · ${documentKindText(kind)}`);
  const none = unreadable ? l10n.t('Cannot be read') : l10n.t('Not signed');
  const verdict =
    signatures.length === 0
      ? [`  ${paint('bad', `✗ ${none}`)}`]
      : signatures.flatMap((signature) => signatureLines(signature, file, paint));
  return [title, ...verdict, ...findingLines(findings, file, paint)];
}

function signatureLines(signature: SignatureReport, file: string, paint: Paint): readonly string[] {
  const { indication, subIndication, id, isCounterSignature, references, findings } = signature;
  const passed = indication === 'TOTAL_PASSED';
  const tone = passed ? 'good' : indication === 'TOTAL_FAILED' ? 'bad' : 'doubtful';
  const mark = { good: '✓', bad: '✗', doubtful: '?' }[tone];
  const title = [
    paint(tone, `${mark} ${indicationText(indication)}`),
    ...(isCounterSignature ? [l10n.t('counter-signature')] : []),
    formatText(signature),
    ...(id === null ? [] : [quotable(id)]),
  ];
  const reason =
    subIndication === null ? [] : [`${subIndicationText(subIndication)} (${subIndication})`];
  const covered = references.map(({ uri, valid }) => {
    const name = uri === '' ? l10n.t('the document') : quotable(uri);
    return `  ${valid ? paint('good', '✓') : paint('bad', '✗')} ${name}`;
  });
  return [
    `  ${title.join(' · ')}`,
    ...[...reason, ...signatureFacts(signature)].map((line) => `    ${line}`),
    `    ${l10n.t('What is signed')}:`,
    ...covered.map((line) => `    ${line}`),
    ...findingLines(findings, file, paint),
  ];
}

const WEIGHTS: Readonly<Record<Severity, number>> = { error: 3, warning: 1, information: 0 };

/** What happened to the document follows what is wrong with it, for all that it is information. */
function weightOf({ code, severity }: Finding): number {
  return code === 'SIG-DIGEST-CAUSE' || code === 'SIG-VALUE-CAUSE' ? 2 : WEIGHTS[severity];
}

/** What weighs most comes first; each with its place in the form that terminals make links of. */
function findingLines(findings: readonly Finding[], file: string, paint: Paint): readonly string[] {
  const sorted = findings.toSorted((one, other) => weightOf(other) - weightOf(one));
  return sorted.flatMap((finding) => {
    const { code, severity, position } = finding;
    const { message, advice } = findingText(finding);
    const place = position === null ? [] : [position.line, position.column];
    const where = [quotable(file), ...place].join(':');
    const tone = severity === 'error' ? 'bad' : severity === 'warning' ? 'doubtful' : 'quiet';
    return [
      `    ${where}: ${paint(tone, `${severityText(severity)} ${code}`)}`,
      `      ${message}`,
      `      → ${advice}`,
    ];
  });
}
