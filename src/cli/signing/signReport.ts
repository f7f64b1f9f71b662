import type { FindingJson } from '../../signature/report/json.ts';
import { findingJson } from '../../signature/report/json.ts';
import { reportWords } from '../../text/reportWords.ts';
import type { SignOutcome } from './runSign.ts';

/** The promised shape of `sign --json`. */
export function signReport(outcome: SignOutcome) {
  const { file, out, id, format, level, kind, signer, signingTime } = outcome;
  const { vkn, tckn, commonName, serialNumber, issuer, notBefore, notAfter, purpose } = signer;
  const findings: readonly FindingJson[] = outcome.findings.map((finding) =>
    findingJson(finding, reportWords),
  );
  return {
    ...{ file, out, id, format, level, kind },
    signer: {
      ...{ vkn, tckn, commonName, serialNumber, issuer, purpose },
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
    },
    signingTime: signingTime.toISOString(),
    signatureValid: outcome.signatureValid,
    findings,
  };
}
