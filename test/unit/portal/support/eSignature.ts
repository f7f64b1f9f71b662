import type { KeyObject } from 'node:crypto';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readState } from '../../../../src/card/virtual/stateFile.ts';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import * as contract from '../../../../src/portal/contract/signIn.ts';
import { signCms } from '../../signature/cmsSigner.ts';
import type { TestSimulator } from './testSimulator.ts';

/** Whoever signs: a key and a certificate, DER. */
export interface Signer {
  readonly privateKey: KeyObject;
  readonly certificate: Uint8Array;
}

/** What is on a card of the organisation: the e-imza of its signatory, or its seal. */
export async function signerOf(
  { cards }: TestOrganisationRecord,
  profile: 'e-imza' | 'mali-muhur' = 'e-imza',
): Promise<Signer & { serialNumber: string }> {
  const card = cards.find((each) => each.profile === profile);
  const [first] = card?.certificates ?? [];
  const state = await readState(card?.directory ?? '');
  if (first === undefined || state === null) throw new Error('there is no such card');
  const certificate = new Uint8Array(Buffer.from(first.certificate, 'base64'));
  const known = new X509Certificate(certificate);
  const keys = state.contents.keys.map(({ pkcs8 }) =>
    createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }),
  );
  const privateKey = keys.find((key) => known.checkPrivateKey(key));
  if (privateKey === undefined) throw new Error('the key of the certificate is not on the card');
  return { privateKey, certificate, serialNumber: first.serialNumber };
}

/** A new challenge: its id, and the text to sign. */
export async function newChallenge({ client }: TestSimulator) {
  const { challengeId, challenge } = await client.call(contract.createChallenge, {});
  return { challengeId, content: new Uint8Array(Buffer.from(challenge, 'base64')) };
}

/** Hands in a signed challenge. */
export function handIn(
  { client }: TestSimulator,
  challengeId: string,
  cms: Uint8Array,
  vkn?: string,
) {
  const body = { challengeId, cms: Buffer.from(cms).toString('base64'), ...(vkn && { vkn }) };
  return client.call(contract.signInWithSignature, { body });
}

/** E-imzalı Giriş over HTTP. @param vkn for a signatory of several organisations. */
export async function signInWithESignature(
  simulator: TestSimulator,
  signer: Signer,
  { vkn, detached = false }: { vkn?: string; detached?: boolean } = {},
) {
  const { challengeId, content } = await newChallenge(simulator);
  return handIn(simulator, challengeId, signCms(signer, { content, detached }), vkn);
}
