import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardServices } from '../../../card/services.ts';
import type { CommandId } from '../../../contributions.ts';
import { MuhurError } from '../../../errors.ts';
import { chooseCertificate } from '../../../signature/signers/chooseCertificate.ts';
import type { Choice } from '../../pick.ts';
import { pick } from '../../pick.ts';
import { settled } from '../../settled.ts';
import type { Candidate, OnCard } from './signerCandidates.ts';
import { candidateChoice, candidatesIn } from './signerCandidates.ts';

/** Who signs: a certificate of a card, or whatever a PFX file has. */
export type ChosenSigner =
  | { readonly kind: 'card'; readonly on: OnCard }
  | { readonly kind: 'pfx'; readonly file: vscode.Uri; readonly taxNumber: string | null };

export interface SignerWish {
  /** VKN or TCKN that the documents name. */
  readonly taxNumber: string | null;
  /** That certificate, DER, and no other. */
  readonly certificate: Uint8Array | null;
}

type Answer =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly kind: 'pfx' | 'virtual' };

/**
 * Proposes a certificate and lets the user choose. A wrong choice is told here, before any PIN is
 * asked for.
 * @throws `sign/…`, `pin/needs-module`, `pin/blocked`, `card/absent`, `cancelled`
 */
export async function chooseSigner(
  services: CardServices,
  wish: SignerWish,
  title: string,
): Promise<ChosenSigner> {
  const { taxNumber, certificate } = wish;
  const candidates = await look(services, wish);
  if (certificate !== null) {
    const [named] = candidates.filter(({ offered }) => isSame(offered.der, certificate));
    if (named === undefined) throw new MuhurError('card/absent', { reader: '' });
    return onCard(named);
  }
  const answer = await pick(choices(candidates, taxNumber), title, l10n.t('Who signs?'));
  switch (answer.kind) {
    case 'candidate':
      return onCard(answer.candidate);
    case 'pfx':
      return { kind: 'pfx', file: await askPfx(), taxNumber };
    case 'virtual':
      await insertVirtualCard(services);
      return chooseSigner(services, wish, title);
  }
}

/** The certificate with that serial number, DER. @throws `sign/certificate-not-found`. */
export async function certificateBySerial(
  services: CardServices,
  serialNumber: string,
): Promise<Uint8Array> {
  const candidates = await look(services, { taxNumber: null, certificate: null });
  const offered = candidates.map((candidate) => candidate.offered);
  return chooseCertificate(offered, { serialNumber, at: new Date() }).offered.der;
}

async function look(
  { cards }: CardServices,
  { taxNumber }: SignerWish,
): Promise<readonly Candidate[]> {
  cards.start();
  return candidatesIn(await settled(cards), { taxNumber, at: new Date() });
}

function onCard({ refusal, offered }: Candidate): ChosenSigner {
  if (refusal !== null) throw refusal;
  return { kind: 'card', on: offered };
}

function choices(
  candidates: readonly Candidate[],
  taxNumber: string | null,
): readonly Choice<Answer>[] {
  const pfx: Choice<Answer> = {
    label: l10n.t('PFX File…'),
    description: l10n.t('a key in a file, with a password'),
    value: { kind: 'pfx' },
  };
  const virtual: Choice<Answer> = {
    label: l10n.t('Insert Virtual Card'),
    description: l10n.t('There is no card to sign with. This one is for trying things out.'),
    value: { kind: 'virtual' },
  };
  const certificates = candidates.map((candidate, index): Choice<Answer> => {
    const isProposed = index === 0 && candidate.refusal === null;
    const value = { kind: 'candidate', candidate } as const;
    return { ...candidateChoice(candidate, { isProposed, taxNumber }), value };
  });
  return [...certificates, ...(candidates.length === 0 ? [virtual] : []), pfx];
}

async function askPfx(): Promise<vscode.Uri> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Sign with a PFX File'),
      openLabel: l10n.t('Use'),
      filters: { PFX: ['pfx', 'p12'] },
    })) ?? [];
  if (file === undefined) throw new MuhurError('cancelled', {});
  return file;
}

/** Goes on only when there is a card afterwards. */
async function insertVirtualCard({ cards }: CardServices): Promise<void> {
  await vscode.commands.executeCommand('maliMuhur.virtualCard.insert' satisfies CommandId);
  const { readers } = await settled(cards);
  if (readers.every(({ card }) => card === null)) throw new MuhurError('cancelled', {});
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
