import * as l10n from '@vscode/l10n';
import { isLastTry } from '../../card/pinTries.ts';
import { worse } from '../../card/ways.ts';
import { MuhurError } from '../../errors.ts';
import { pinStatusText } from '../../text/cardWords.ts';
import type { CertificateWish } from '../../signature/signers/chooseCertificate.ts';
import { chooseOnCard, openCardSigner } from '../../signature/signers/cardSigner.ts';
import { openPfxSigner } from '../../signature/signers/pfxSigner.ts';
import type { Signer } from '../../signature/signers/signer.ts';
import { bytesOf } from '../../signature/xml/byteSource.ts';
import { withSource } from '../../signature/xml/withSource.ts';
import { wrongUsage } from '../command.ts';
import type { HeldCard } from './heldCard.ts';
import { holdCardInReader, holdToken } from './heldCard.ts';
import { readSecret } from './secretOption.ts';

/** Who signs, for `parseOptions`. */
export const signerOptions = {
  pfx: { type: 'string' },
  'password-env': { type: 'string' },
  'password-stdin': { type: 'boolean' },
  reader: { type: 'string' },
  pkcs11: { type: 'string' },
  token: { type: 'string' },
  'pin-env': { type: 'string' },
  'pin-stdin': { type: 'boolean' },
  'last-try': { type: 'boolean' },
  cert: { type: 'string' },
} as const;

/** The same for the usage text. */
export const SIGNER_SYNOPSIS =
  '(--pfx FILE (--password-env VAR | --password-stdin)' +
  ' | --reader NAME (--pin-env VAR | --pin-stdin)' +
  ' | --pkcs11 MODULE [--token LABEL] (--pin-env VAR | --pin-stdin))' +
  ' [--last-try] [--cert SERIAL]';

/** Values of those options, as they were parsed. */
export type SignerValues = {
  readonly [K in keyof typeof signerOptions]?:
    ((typeof signerOptions)[K]['type'] extends 'boolean' ? boolean : string) | undefined;
};

export interface SignerRequest {
  readonly values: SignerValues;
  /** Of the command, for hints. */
  readonly synopsis: string;
  /** VKN or TCKN that the document names; null when it names none. */
  readonly taxNumber: string | null;
  /** Receives what a person should know before the PIN is used. */
  readonly note: (line: string) => void;
}

/**
 * Opens whoever signs, for this run; close it. The certificate is chosen, and the tries are told,
 * before the PIN goes to the card, once.
 * @throws `usage/invalid`, `sign/…`, `pfx/…`, `pin/…`, `card/…`, `reader/…`, `pkcs11/…`, `file/…`.
 */
export async function openSigner(request: SignerRequest): Promise<Signer> {
  const { values, synopsis } = request;
  const { pfx, reader, pkcs11 } = values;
  rejectMixture(values, synopsis);
  if (pfx !== undefined) return openPfx(pfx, request);
  if (reader !== undefined) return openOnCard(() => holdCardInReader(reader), request);
  if (pkcs11 === undefined) throw nobody(synopsis);
  return openOnCard(() => holdToken(pkcs11, values.token, synopsis), request);
}

/** One source, and only the options that go with it. */
function rejectMixture(values: SignerValues, synopsis: string): void {
  const given = (['pfx', 'reader', 'pkcs11'] as const).filter((name) => values[name] !== undefined);
  const [source, second] = given;
  if (source === undefined) throw nobody(synopsis);
  if (second !== undefined) {
    const names = [`--${source}`, `--${second}`] as const;
    throw wrongUsage(l10n.t('Choose one of “{0}” and “{1}”.', ...names), synopsis);
  }
  const foreign = FOREIGN[source].find((name) => values[name] !== undefined);
  if (foreign === undefined) return;
  const text = l10n.t('“{0}” does not go with “{1}”.', `--${foreign}`, `--${source}`);
  throw wrongUsage(text, synopsis);
}

const FOREIGN = {
  pfx: ['pin-env', 'pin-stdin', 'token', 'last-try'],
  reader: ['password-env', 'password-stdin', 'token'],
  pkcs11: ['password-env', 'password-stdin'],
} as const satisfies Record<string, readonly (keyof SignerValues)[]>;

function nobody(synopsis: string): Error {
  return wrongUsage(l10n.t('Who signs? Name a PFX file, a reader or a module.'), synopsis);
}

function wishOf({ values, taxNumber }: SignerRequest): CertificateWish {
  return { serialNumber: values.cert, taxNumber, at: new Date() };
}

async function openPfx(path: string, request: SignerRequest): Promise<Signer> {
  const { values, synopsis } = request;
  const secret = await readSecret({
    env: values['password-env'],
    stdin: values['password-stdin'],
    names: ['--password-env', '--password-stdin'],
    synopsis,
  });
  const password = Buffer.from(secret).toString('utf8');
  secret.fill(0);
  // eslint-disable-next-line @typescript-eslint/require-await -- the file is read at once
  const bytes = await withSource(path, async (source) => bytesOf(source.slice(0, LARGEST_PFX)));
  return openPfxSigner(bytes, password, wishOf(request));
}

/** One byte more than is read. */
const LARGEST_PFX = 1024 * 1024 + 1;

async function openOnCard(hold: () => Promise<HeldCard>, request: SignerRequest): Promise<Signer> {
  const { values, synopsis } = request;
  const pin = await readSecret({
    env: values['pin-env'],
    stdin: values['pin-stdin'],
    names: ['--pin-env', '--pin-stdin'],
    synopsis,
  });
  let held: HeldCard | null = null;
  try {
    held = await hold();
    const signer = await verified(held, pin, request);
    return releasedAfter(signer, held);
  } catch (error) {
    pin.fill(0);
    await held?.release();
    throw error;
  }
}

/** Lets go of the card with the signer. */
function releasedAfter(signer: Signer, held: HeldCard): Signer {
  return {
    certificate: signer.certificate,
    chain: signer.chain,
    sign: (input) => signer.sign(input),
    async close() {
      await signer.close();
      await held.release();
    },
  };
}

async function verified(
  { card, pinByApdu }: HeldCard,
  pin: Uint8Array,
  request: SignerRequest,
): Promise<Signer> {
  const snapshot = await card.readSnapshot();
  // Modules often tell less than the card itself; the worse counts.
  const status = pinByApdu === null ? snapshot.pin : worse(snapshot.pin, pinByApdu);
  const choice = chooseOnCard({ ...snapshot, pin: status }, wishOf(request));
  request.note(`PIN: ${pinStatusText(status)}`);
  const lastTryConfirmed = request.values['last-try'] === true;
  if (isLastTry(status) && !lastTryConfirmed) throw new MuhurError('pin/last-try', {});
  return openCardSigner(card, choice, { pin, lastTryConfirmed });
}
