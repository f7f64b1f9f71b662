import type { MuhurError } from '../../../errors.ts';
import type { Severity } from '../../../signature/report/findings.ts';
import type { DocumentReport } from '../../../signature/report/report.ts';
import { explanationText, explain } from '../../../text/errors.ts';
import { visibleText } from '../../../text/visibleText.ts';
import { problemsOf } from '../problems.ts';

/** As the problem matcher of the manifest has them. */
const WORDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
};

/** `file:line:column: severity CODE: message`, one for each finding. */
export function problemLines(file: string, reports: readonly DocumentReport[]): readonly string[] {
  return problemsOf(reports).map(({ code, severity, message, position }) => {
    const { line, column } = position ?? { line: 1, column: 1 };
    const [what = ''] = message.split('\n');
    return `${visibleText(file)}:${line}:${column}: ${WORDS[severity]} ${code}: ${visibleText(what)}`;
  });
}

/** The same for a file with which nothing could be done. */
export function errorLine(file: string, error: MuhurError): string {
  const code = error.code.toUpperCase().replace('/', '-');
  return `${visibleText(file)}:1:1: error ${code}: ${visibleText(explain(error).what)}`;
}

/** What ended the whole task. */
export function failureText(error: MuhurError): string {
  return visibleText(explanationText(explain(error)));
}
