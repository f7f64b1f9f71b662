import type { DocumentReport, ReferenceReport } from '../../signature/report/report.ts';

/**
 * The references of a file that digest something, in the order of its report: their numbers are what
 * the canonical forms are asked by.
 */
export function digestedReferences(reports: readonly DocumentReport[]): readonly ReferenceReport[] {
  return reports
    .flatMap(({ signatures }) => signatures.flatMap(({ references }) => references))
    .filter(({ actualDigest }) => actualDigest !== null);
}
