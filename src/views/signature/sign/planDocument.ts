import * as l10n from '@vscode/l10n';
import { MuhurError, isMuhurError } from '../../../errors.ts';
import { pick } from '../../pick.ts';
import { fileNameOf } from '../../writeFile.ts';
import { longTask } from '../longTask.ts';
import type { SignatureHost } from '../signatureHost.ts';
import type { Placement, Plan } from '../worker/messages.ts';
import type { DocumentToSign } from './documentToSign.ts';
import { askAdditions } from './askAdditions.ts';

/** A document, and how the signature gets into it. */
export interface PlannedDocument extends DocumentToSign {
  readonly placement: Placement;
  /** VKN or TCKN of the one whose document it is. */
  readonly senderTaxNumber: string | null;
}

export const AS_IT_IS: Placement = { existing: null, addMissing: false };

/**
 * Finds out where the signature goes, and asks what only the user can decide: what becomes of a
 * signature that is there, and whether missing elements may be added.
 * @param existing that is decided: the document is one that is signed.
 * @throws `document/…`, `cancelled`
 */
export async function planDocument(
  host: SignatureHost,
  document: DocumentToSign,
  existing: Placement['existing'] = null,
): Promise<PlannedDocument> {
  if (existing !== null) await assertSigned(host, document);
  let placement: Placement = { ...AS_IT_IS, existing };
  for (;;) {
    const plan = await tryPlan(host, document, placement);
    if (isMuhurError(plan, 'document/already-signed') && placement.existing === null) {
      placement = { ...placement, existing: await askExisting(document, plan.data) };
    } else if (isMuhurError(plan, 'document/no-place') && plan.data.canAdd) {
      placement = { ...placement, addMissing: true };
    } else if (plan instanceof Error) {
      throw plan;
    } else if (plan.lacksSignatureParty) {
      return offerParty(host, document, plan, placement);
    } else {
      if (placement.addMissing) await askAdditions(host, document, plan, 'needed');
      return planned(document, plan, placement);
    }
  }
}

/** It can be signed as it is; GİB asks for a cac:Signature all the same. */
async function offerParty(
  host: SignatureHost,
  document: DocumentToSign,
  plan: Plan,
  placement: Placement,
): Promise<PlannedDocument> {
  const more = { ...placement, addMissing: true };
  const withParty = await tryPlan(host, document, more);
  if (withParty instanceof Error) throw withParty;
  return (await askAdditions(host, document, withParty, 'optional'))
    ? planned(document, withParty, more)
    : planned(document, plan, placement);
}

async function assertSigned(host: SignatureHost, document: DocumentToSign): Promise<void> {
  const plan = await tryPlan(host, document, AS_IT_IS);
  if (isMuhurError(plan, 'document/already-signed')) return;
  throw plan instanceof Error ? plan : new MuhurError('document/not-signed', {});
}

function planned(
  document: DocumentToSign,
  { senderTaxNumber }: Plan,
  placement: Placement,
): PlannedDocument {
  return { ...document, placement, senderTaxNumber };
}

/** A reason not to sign is an answer like others here. */
async function tryPlan(
  { validator }: SignatureHost,
  { uri, content }: DocumentToSign,
  placement: Placement,
): Promise<Plan | MuhurError> {
  const title = l10n.t('Looking at {0}', fileNameOf(uri));
  try {
    return await longTask(title, (callOff) =>
      validator.run<'plan'>({ kind: 'plan', content, ...placement }, callOff),
    );
  } catch (error) {
    if (isMuhurError(error) && error.code.startsWith('document/')) return error;
    throw error;
  }
}

async function askExisting(
  { uri }: DocumentToSign,
  { canCounterSign }: { readonly canCounterSign: boolean },
): Promise<Exclude<Placement['existing'], null>> {
  const replace = {
    label: l10n.t('Replace the Signature'),
    detail: l10n.t('The signature that is there goes, and yours takes its place.'),
    value: 'replace',
  } as const;
  const counterSign = {
    label: l10n.t('Counter-Sign'),
    detail: l10n.t('The signature that is there stays, and yours confirms it.'),
    value: 'counter-sign',
  } as const;
  const leave = {
    label: l10n.t('Leave It as It Is'),
    detail: l10n.t('Nothing is signed.'),
    value: null,
  } as const;
  const choices = [...(canCounterSign ? [counterSign] : []), replace, leave];
  const question = l10n.t('{0} is signed already', fileNameOf(uri));
  const chosen = await pick<Placement['existing']>(choices, l10n.t('Sign'), question);
  if (chosen === null) throw new MuhurError('cancelled', {});
  return chosen;
}
