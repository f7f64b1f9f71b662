import type { PlacedFinding } from '../report/findings.ts';
import type { SubIndication } from '../report/report.ts';

/** Something that speaks against a certificate, and what it makes of the verdict if it decides. */
export interface Objection {
  readonly subIndication: SubIndication;
  readonly finding: (severity: 'error' | 'warning') => PlacedFinding;
}
