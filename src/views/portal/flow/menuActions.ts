import * as l10n from '@vscode/l10n';
import { MuhurError } from '../../../errors.ts';
import * as contract from '../../../portal/contract/menu.ts';
import { readSession } from '../../../portal/contract/signIn.ts';
import type { Action } from '../protocol/messages.ts';
import type { CardRow, CertificateRow } from '../protocol/screens.ts';
import type { FlowState } from './flowState.ts';

/** Sertifika İşlemler Menüsü and what is done from it. */

export async function openMenu(state: FlowState, focus: string | null = null): Promise<void> {
  const [{ certificates }, cards, session] = await Promise.all([
    state.callSigned(contract.listCertificates, {}),
    listCards(state),
    state.callSigned(readSession, {}),
  ]);
  state.session = session.organisation;
  state.certificateStates = new Map(
    certificates.map(({ serialNumber, state: its }) => [serialNumber, its]),
  );
  state.screen = { kind: 'menu', certificates: certificates.map(rowOf), cards, focus };
}

/** What the page shows of a certificate. */
function rowOf(certificate: contract.PortalCertificate): CertificateRow {
  const { serialNumber, cardSerial, label, purpose, commonName } = certificate;
  const { state, since, notBefore, notAfter, actions } = certificate;
  const owner = { serialNumber, cardSerial, label, purpose, commonName };
  return { ...owner, state, since, notBefore, notAfter, actions };
}

async function listCards(state: FlowState): Promise<CardRow[]> {
  const [{ cards }, present] = await Promise.all([
    state.callSigned(contract.listCards, {}),
    state.ports.presentCards(),
  ]);
  return cards.map(({ serial, name, profile, secrets, openOperation }) => ({
    serial,
    name,
    profile,
    secrets,
    reader: present.find((card) => card.serial === serial)?.reader ?? null,
    isOpen: openOperation !== null,
  }));
}

/** @throws `portal/not-found` for a card that the organisation has not. */
export async function cardRow(state: FlowState, serial: string): Promise<CardRow> {
  const row = (await listCards(state)).find((card) => card.serial === serial);
  if (row === undefined) throw new MuhurError('portal/not-found', { what: 'card' });
  return row;
}

async function certificateRow(state: FlowState, serial: string): Promise<CertificateRow> {
  const { certificates } = await state.callSigned(contract.listCertificates, {});
  const found = certificates.find(({ serialNumber }) => serialNumber === serial);
  if (found === undefined) throw new MuhurError('portal/not-found', { what: 'certificate' });
  return rowOf(found);
}

export async function activate(state: FlowState, serialNumber: string): Promise<void> {
  await state.callSigned(contract.activateCertificate, { params: { serialNumber } });
  state.ports.changed();
  await openMenu(state, serialNumber);
  state.notice = l10n.t('The certificate is in use.');
}

/** Suspending can be undone, but whatever is signed meanwhile is refused: so it is asked. */
export async function suspend(state: FlowState, serialNumber: string): Promise<void> {
  const { label } = await certificateRow(state, serialNumber);
  const isSure = await state.ports.confirm({
    text: l10n.t('Put “{0}” on hold?', label),
    detail: l10n.t('Signatures made with it are not accepted until you press Kullanıma Aç again.'),
    button: l10n.t('Put on Hold'),
  });
  if (!isSure) throw new MuhurError('cancelled', {});
  await state.callSigned(contract.suspendCertificate, { params: { serialNumber } });
  state.ports.changed();
  await openMenu(state, serialNumber);
  state.notice = l10n.t('The certificate is on hold.');
}

export async function openRevoke(state: FlowState, serialNumber: string): Promise<void> {
  const certificate = await certificateRow(state, serialNumber);
  state.screen = { kind: 'revoke', certificate, typed: null };
}

/** The page has said what it means and asked for the serial number once more. */
export async function revoke(
  state: FlowState,
  action: Extract<Action, { kind: 'revoke' }>,
): Promise<void> {
  const { certificate: serialNumber, reason, confirmed } = action;
  const isAsked =
    state.screen.kind === 'revoke' && state.screen.certificate.serialNumber === serialNumber;
  if (!isAsked) return;
  const confirmedSerialNumber = confirmed.replace(/[\s:]/g, '').toUpperCase();
  if (confirmedSerialNumber !== serialNumber) throw new MuhurError('portal/not-confirmed', {});
  await state.callSigned(contract.revokeCertificate, {
    params: { serialNumber },
    body: { reason, confirmedSerialNumber },
  });
  state.ports.changed();
  await openMenu(state, serialNumber);
  state.notice = l10n.t('The certificate is revoked.');
}

export async function openRenew(state: FlowState, cardSerial: string): Promise<void> {
  const [card, offer] = await Promise.all([
    cardRow(state, cardSerial),
    state.callSigned(contract.readRenewalOffer, { params: { cardSerial } }),
  ]);
  const { allowed, allowedFrom, fee } = offer;
  state.screen = { kind: 'renew', card, allowed, allowedFrom, fee: feeText(fee) };
}

function feeText({ amount, currency }: { amount: string; currency: string }): string {
  return `${amount} ${currency}`;
}

export async function renew(state: FlowState, cardSerial: string): Promise<void> {
  const { screen } = state;
  if (screen.kind !== 'renew' || screen.card.serial !== cardSerial) return;
  const params = { cardSerial };
  const { fee } = await state.callSigned(contract.readRenewalOffer, { params });
  // The fee that was read is the fee that is accepted; another one has to be read first.
  if (screen.fee !== feeText(fee)) {
    await openRenew(state, cardSerial);
    throw new MuhurError('portal/not-confirmed', {});
  }
  const { card } = await state.callSigned(contract.renewCard, {
    params,
    body: { acceptedFee: fee },
  });
  state.ports.changed();
  await openMenu(state);
  state.notice = l10n.t(
    'A new virtual card was delivered: {0}. Its certificates are on hold.',
    card.name,
  );
}

export async function openDetails(state: FlowState): Promise<void> {
  const details = await state.callSigned(contract.readDetails, {});
  state.screen = { kind: 'details', ...details, typed: null };
}

export async function saveDetails(
  state: FlowState,
  { address, phone, email }: Extract<Action, { kind: 'save-details' }>,
): Promise<void> {
  if (state.screen.kind !== 'details') return;
  const saved = await state.callSigned(contract.updateDetails, {
    body: { address, phone, email },
  });
  state.form = null;
  state.screen = { kind: 'details', ...saved, typed: null };
  state.notice = l10n.t('Your details are saved. The next SMS goes to {0}.', saved.phone);
}

export async function openUnlock(state: FlowState, serial: string): Promise<void> {
  const card = await cardRow(state, serial);
  state.screen = { kind: 'unlock', card, progress: card.isOpen ? 'interrupted' : 'ready' };
}

/** Kilit Çözme with the card in the reader. */
export async function unlock(state: FlowState, show: () => void): Promise<void> {
  if (state.screen.kind !== 'unlock') return;
  const { card } = state.screen;
  state.screen = { kind: 'unlock', card, progress: 'running' };
  show();
  const { token, ...connection } = await state.signedConnection();
  try {
    await state.ports.unlockCard(connection, token, card.serial);
  } catch (error) {
    await openUnlock(state, card.serial);
    throw error;
  }
  state.ports.changed();
  state.screen = { kind: 'unlock', card: await cardRow(state, card.serial), progress: 'done' };
  state.notice = l10n.t('The card is unlocked and has a new PIN.');
}
