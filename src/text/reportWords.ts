import type { ReportWords } from '../signature/report/outcome.ts';
import { explain, explanationText } from './errors.ts';
import { findingText } from './findings/findingText.ts';
import { visibleText } from './visibleText.ts';

/** The sentences of a report, in the language of the user. */
export const reportWords: ReportWords = {
  finding: findingText,
  problem: (problem) => visibleText(explanationText(explain(problem))),
};
