import * as l10n from '@vscode/l10n';
import { MuhurError } from '../../../errors.ts';
import * as contract from '../../../portal/contract/menu.ts';
import type { CardRow } from '../protocol/screens.ts';
import type { FlowState } from './flowState.ts';
import { cardRow } from './menuActions.ts';

/** PIN / PUK Bilgisi. */

/** How long PIN and PUK stay on the page. */
export const SHOWN_SECONDS = 30;

export async function openSecrets(state: FlowState, serial: string): Promise<void> {
  const [card, { tr, en }] = await Promise.all([
    cardRow(state, serial),
    state.call(contract.readWarnings, {}),
  ]);
  const warnings = tr.map((text, i) => ({ tr: text, en: en[i] ?? '' }));
  state.screen = { kind: 'secrets', card, warnings, shown: null };
}

export async function showSecrets(state: FlowState, isHidden: () => boolean): Promise<void> {
  const { screen } = state;
  if (screen.kind !== 'secrets' || isHidden()) return;
  const { pin, puk } = await state.callSigned(contract.showSecrets, readWarnings(screen.card));
  if (isHidden()) return;
  state.screen = { ...screen, shown: { pin, puk, seconds: SHOWN_SECONDS } };
  state.shownUntil = performance.now() + SHOWN_SECONDS * 1000;
}

export function hideSecrets(state: FlowState): void {
  if (state.screen.kind === 'secrets') state.screen = { ...state.screen, shown: null };
}

/** Parolalarımı Kaydet: the PDF, where the user says. */
export async function saveSecrets(state: FlowState): Promise<void> {
  if (state.screen.kind !== 'secrets') return;
  const { card } = state.screen;
  const pdf = await state.callSigned(contract.saveSecrets, readWarnings(card));
  if (!(await state.ports.savePdf(pdf, card.name))) {
    throw new MuhurError('cancelled', {});
  }
  state.notice = l10n.t('The PDF is saved. Keep it where nobody else reads it.');
}

export async function printSecrets(state: FlowState): Promise<void> {
  if (state.screen.kind !== 'secrets') return;
  const { card } = state.screen;
  const pdf = await state.callSigned(contract.saveSecrets, readWarnings(card));
  await state.ports.printPdf(pdf);
  state.notice = l10n.t('The PDF is open in the viewer of your system; print it from there.');
}

/** Parolalarımı Sil: the page has asked with the guide's own words. */
export async function deleteSecrets(state: FlowState): Promise<void> {
  if (state.screen.kind !== 'secrets') return;
  const { card } = state.screen;
  await state.callSigned(contract.deleteSecrets, { params: { cardSerial: card.serial } });
  await openSecrets(state, card.serial);
  state.notice = l10n.t('PIN and PUK are deleted from the portal for good.');
}

function readWarnings({ serial }: CardRow): {
  params: { cardSerial: string };
  body: { warningsRead: true };
} {
  return { params: { cardSerial: serial }, body: { warningsRead: true } };
}
