import { createHash } from 'node:crypto';
import type { CardSnapshot } from '../../card/card.ts';
import type { KnownModule } from '../../card/pkcs11/knownModules.ts';
import type { ModuleRecord, TokenRecord } from '../../card/tokenSource.ts';
import type { Finding, TokenFacts } from '../findings.ts';
import { finding, withoutBasis } from '../findings.ts';
import type { Machine } from '../machine.ts';
import { TOO_SLOW, timeLimited } from '../timeLimited.ts';
import type { Desk } from './desk.ts';

/** The maker's software, and the card seen through it. */
export interface ModuleSide {
  /** `pkcs11-module` and `token`. */
  readonly findings: readonly [Finding, Finding];
  /** Null: the module does not show the card that is examined. */
  readonly token: TokenRecord | null;
  /** The token is in none of the readers: PC/SC has no part in it. */
  readonly path: string | null;
}

/** @param named the module that the user asks about, or null for the one that the card needs. */
export async function examineModule(
  machine: Machine,
  named: string | null,
  desk: Desk,
  seconds: number,
): Promise<ModuleSide> {
  if (named === null && desk.card?.family === 'virtual') {
    return withoutToken(
      finding('skipped', 'pkcs11-module/virtual-card', {}),
      finding('skipped', 'token/virtual-card', {}),
    );
  }
  if (named === null && desk.card === null && !desk.isBare) return nothingKnown();
  const candidates = named === null ? await akisModules(machine) : [{ path: named }];
  if (candidates.length === 0) return desk.card === null ? nothingKnown() : noModule();
  const record = await timeLimited(firstFitting(machine, candidates), seconds);
  if (record === TOO_SLOW) {
    return failing(finding('error', 'pkcs11-module/too-slow', { seconds }));
  }
  const { info, path, problem } = record;
  if (problem !== null || info === null) {
    return problem === null
      ? noModule()
      : failing(finding('error', 'pkcs11-module/fails', { problem }));
  }
  const { description, version } = info;
  const works = finding('ok', 'pkcs11-module/works', { path, description, version });
  if (desk.card !== null) return compared(works, record, desk.card);
  return named === null
    ? withoutToken(works, withoutBasis('token', 'card'))
    : onlyToken(works, record);
}

async function akisModules(machine: Machine): Promise<readonly KnownModule[]> {
  return (await machine.findModules()).filter(({ isAkis }) => isAkis);
}

/** The first that is made for this program; Windows may have one of each kind. */
async function firstFitting(
  machine: Machine,
  candidates: readonly { readonly path: string }[],
): Promise<ModuleRecord> {
  const [first, ...others] = candidates;
  const record = await machine.listModule(first?.path ?? '');
  const isOther = record.problem?.code === 'pkcs11/other-architecture';
  if (!isOther || others.length === 0) return record;
  const next = await firstFitting(machine, others);
  return next.problem === null ? next : record;
}

function nothingKnown(): ModuleSide {
  return withoutToken(
    finding('skipped', 'pkcs11-module/unknown-need', {}),
    withoutBasis('token', 'card'),
  );
}

function noModule(): ModuleSide {
  return failing(finding('error', 'pkcs11-module/none', {}));
}

function failing(module: Finding): ModuleSide {
  return withoutToken(module, withoutBasis('token', 'pkcs11-module'));
}

function withoutToken(module: Finding, token: Finding): ModuleSide {
  return { findings: [module, token], token: null, path: null };
}

/** The token with a certificate of the card in it is the card. */
function compared(works: Finding, { path, tokens }: ModuleRecord, card: CardSnapshot): ModuleSide {
  const onCard = new Set(fingerprints(card));
  const same = tokens.find(({ snapshot }) =>
    fingerprints(snapshot).some((print) => onCard.has(print)),
  );
  // A card that hides its certificates from PC/SC has nothing to compare.
  const found = same ?? (onCard.size === 0 ? tokens[0] : undefined);
  if (found === undefined) {
    const token =
      tokens.length === 0
        ? finding('error', 'token/none', { path })
        : finding('error', 'token/other', { path, tokens: tokens.map(tokenFacts) });
    return withoutToken(works, token);
  }
  const code = same === undefined ? 'token/only-token' : 'token/same-card';
  return {
    findings: [works, finding('ok', code, tokenFacts(found))],
    token: found,
    path: null,
  };
}

/** Without a card in a reader, what the named module shows is examined: an HSM, a card of others. */
function onlyToken(works: Finding, { path, tokens }: ModuleRecord): ModuleSide {
  const token =
    tokens.find(({ snapshot }) => snapshot.certificates.length > 0) ??
    tokens.find(({ snapshot }) => !hasProblem(snapshot, 'pkcs11/not-initialised')) ??
    tokens[0];
  if (token === undefined) return withoutToken(works, withoutBasis('token', 'card'));
  const problem = hasProblem(token.snapshot, 'pkcs11/not-initialised');
  const found = problem
    ? finding('error', 'token/fails', { problem })
    : finding('ok', 'token/only-token', tokenFacts(token));
  return { findings: [works, found], token: problem ? null : token, path };
}

function hasProblem({ problems }: CardSnapshot, code: string) {
  return problems.find((problem) => problem.code === code);
}

function fingerprints({ certificates }: CardSnapshot): string[] {
  return certificates.map(({ der }) => createHash('sha256').update(der).digest('hex'));
}

function tokenFacts({ label, model, manufacturer, serial, snapshot }: TokenRecord): TokenFacts {
  const certificates = snapshot.certificates.length;
  return { label, model, manufacturer, serial, certificates };
}
