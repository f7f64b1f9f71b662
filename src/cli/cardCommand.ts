import * as l10n from '@vscode/l10n';
import { openCard } from '../card/openCard.ts';
import { noTrace } from '../card/apdu/trace.ts';
import type { CardCertificate, CardSnapshot } from '../card/card.ts';
import type { ReaderSource, ReaderStatus } from '../card/reader/reader.ts';
import { MuhurError, toMuhurError } from '../errors.ts';
import { toHex } from '../hex.ts';
import { describeCertificate } from '../pki/certificate.ts';
import { cardText } from './cardText.ts';
import { parseOptions } from './command.ts';
import type { CliCommand } from './command.ts';
import { withReaders } from './openReaders.ts';

const synopsis = 'card [--reader NAME] [--json]';

/** The card in a reader: PIN state and certificates, nothing that needs a PIN. */
export const cardCommand: CliCommand = {
  synopsis,
  summary: () => l10n.t('Shows the card, the state of its PIN and its certificates.'),
  async run(args) {
    const options = { reader: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { reader, json } = parseOptions(args, options, synopsis);
    const report = await withReaders(async (source, readers) => {
      const chosen = chooseReader(readers, reader);
      const snapshot = await readCard(source, chosen.name);
      return cardReport(chosen, snapshot);
    });
    console.log(json === true ? JSON.stringify(report) : cardText(report));
  },
};

/** By exact name, else by a part of one that fits a single reader; without a name the first card. */
function chooseReader(readers: readonly ReaderStatus[], name: string | undefined): ReaderStatus {
  const withCard = readers.filter(({ state }) => state !== 'empty' && state !== 'unavailable');
  if (name === undefined) {
    const [first] = withCard.length > 0 ? withCard : readers;
    if (first === undefined) throw new MuhurError('reader/none', {});
    return first;
  }
  const exact = readers.find((reader) => reader.name === name);
  const similar = readers.filter((reader) =>
    reader.name.toLowerCase().includes(name.toLowerCase()),
  );
  const found = exact ?? (similar.length === 1 ? similar[0] : undefined);
  if (found === undefined) throw new MuhurError('reader/not-found', { reader: name });
  return found;
}

async function readCard(source: ReaderSource, reader: string): Promise<CardSnapshot> {
  const connection = await source.connect(reader, 'shared');
  try {
    return await openCard(connection, noTrace).card.readSnapshot();
  } finally {
    await connection.disconnect('leave');
  }
}

/** The promised shape of `card --json`. */
export type CardReport = ReturnType<typeof cardReport>;

function cardReport({ name, atr }: ReaderStatus, snapshot: CardSnapshot) {
  const { family, version, serial, pin, certificates, problems } = snapshot;
  const described = certificates.map(certificateReport);
  const damaged = described.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  return {
    reader: name,
    atr: atr === null ? null : toHex(atr),
    family,
    version,
    serial,
    pin,
    certificates: described.map(({ row }) => row),
    problems: [...problems, ...damaged].map(({ code, data }) => ({ code, data })),
  };
}

/** A certificate that cannot be decoded keeps its row: it is on the card, and that is the finding. */
function certificateReport({ label, der }: CardCertificate) {
  const { description, problem } = describe(der);
  const row = {
    label,
    serialNumber: description?.serialNumber ?? null,
    vkn: description?.vkn ?? null,
    tckn: description?.tckn ?? null,
    commonName: description?.commonName ?? null,
    purpose: description?.purpose ?? ('other' as const),
    notBefore: description?.notBefore.toISOString() ?? null,
    notAfter: description?.notAfter.toISOString() ?? null,
  };
  return { row, problem };
}

function describe(der: Uint8Array) {
  try {
    return { description: describeCertificate(der), problem: null };
  } catch (error) {
    return { description: null, problem: toMuhurError(error) };
  }
}
