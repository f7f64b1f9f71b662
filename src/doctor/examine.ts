import type { CardSnapshot } from '../card/card.ts';
import { examineCertificates } from './checks/certificates.ts';
import { examineChain } from './checks/chain.ts';
import { examineDesk } from './checks/desk.ts';
import type { Desk } from './checks/desk.ts';
import { examineModule } from './checks/module.ts';
import type { ModuleSide } from './checks/module.ts';
import { examineNetwork } from './checks/network.ts';
import { pinFinding } from './checks/pin.ts';
import { remoteFinding, trustFinding } from './checks/place.ts';
import { signingCertificate, validityFinding } from './checks/validity.ts';
import type { CheckId, Diagnosis, Finding } from './findings.ts';
import { CHECKS, finding, withoutBasis } from './findings.ts';
import type { Circumstances, Machine } from './machine.ts';
import { PATIENT } from './machine.ts';

/** What needs the contents of a card. */
const OF_CONTENTS = ['certificates', 'validity', 'chain', 'revocation', 'clock'] as const;

/**
 * Is this machine ready to sign? Every check is made once, side by side where one does not need the
 * other; the module comes after the card was read, because both speak to it. No PIN is sent, and a
 * module is listed no more than once. Rejects for defects of this program alone.
 */
export async function examine(machine: Machine, around: Circumstances): Promise<Diagnosis> {
  const { limits = PATIENT } = around;
  const findings = new Map<CheckId, Finding>();
  const report = (...found: readonly Finding[]): void => {
    for (const one of found) {
      findings.set(one.id, one);
      around.onFinding?.(one);
    }
  };
  report(remoteFinding(around.place), trustFinding(around.workspace));

  const desk = await examineDesk(machine, limits);
  const { card } = desk;
  const tellsContents = card !== null && card.certificates.length > 0;
  const throughModule = async (): Promise<void> => {
    if (card !== null) report(...desk.findings);
    const module = await examineModule(machine, around.module, desk, limits.module);
    if (card === null) report(...deskFindings(desk, module));
    report(...module.findings);
    const token = module.token?.snapshot ?? null;
    const shown = token ?? card;
    if (shown === null) {
      const because = firstError(findings)?.id ?? 'card';
      report(...(['pin', ...OF_CONTENTS] as const).map((id) => withoutBasis(id, because)));
      return;
    }
    report(pinFinding(card, token));
    if (!tellsContents) await examineOther(machine, shown, module, limits.network, report);
  };
  await Promise.all([
    throughModule(),
    // What PC/SC tells of the card is examined while the module is loaded.
    tellsContents ? examineContents(machine, card, limits.network, report) : null,
  ]);
  return diagnosis(findings);
}

/** A token that is in none of the readers needs none, and no PC/SC service either. */
function deskFindings(desk: Desk, { path }: ModuleSide): readonly Finding[] {
  if (path === null) return desk.findings;
  return (['pcsc-service', 'reader', 'card'] as const).map((id) =>
    finding('skipped', `${id}/not-needed`, { path }),
  );
}

/** A card that told PC/SC nothing: what the token shows, or why it cannot be asked. */
async function examineOther(
  machine: Machine,
  shown: CardSnapshot,
  { findings: [module, token] }: ModuleSide,
  seconds: number,
  report: (...found: readonly Finding[]) => void,
): Promise<void> {
  const failed = [module, token].find(({ status }) => status === 'error');
  if (failed === undefined) await examineContents(machine, shown, seconds, report);
  else report(...OF_CONTENTS.map((id) => withoutBasis(id, failed.id)));
}

async function examineContents(
  machine: Machine,
  card: CardSnapshot,
  seconds: number,
  report: (...found: readonly Finding[]) => void,
): Promise<void> {
  const contents = examineCertificates(card);
  report(contents.found);
  const now = machine.now();
  const signing = signingCertificate(contents, now);
  if (signing === undefined) {
    report(...OF_CONTENTS.slice(1).map((id) => withoutBasis(id, 'certificates')));
    return;
  }
  report(validityFinding(signing, contents.encryption, now));
  const chain = examineChain(signing.der, await machine.issuers(), now);
  report(chain.found);
  const encryption = contents.encryption.map(({ der }) => der);
  report(...(await examineNetwork(machine, [...chain.path, ...encryption], seconds)));
}

function firstError(findings: ReadonlyMap<CheckId, Finding>): Finding | undefined {
  return CHECKS.map((id) => findings.get(id)).find((one) => one?.status === 'error');
}

function diagnosis(findings: ReadonlyMap<CheckId, Finding>): Diagnosis {
  return {
    ready: firstError(findings) === undefined,
    findings: CHECKS.flatMap((id) => findings.get(id) ?? []),
  };
}
