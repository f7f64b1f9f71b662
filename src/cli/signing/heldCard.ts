import { join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { noTrace } from '../../card/apdu/trace.ts';
import type { Card, PinStatus } from '../../card/card.ts';
import { openCard } from '../../card/openCard.ts';
import { Pkcs11Modules } from '../../card/pkcs11/modules.ts';
import { tokensOf } from '../../card/ways.ts';
import type { TokenRecord } from '../../card/tokenSource.ts';
import { MuhurError } from '../../errors.ts';
import { silentLog } from '../../log.ts';
import { chooseReader } from '../chooseReader.ts';
import { wrongUsage } from '../command.ts';
import { withReaders } from '../openReaders.ts';
import { readCard } from '../readCard.ts';

/** A card that stays open until it is let go of; a PIN that it accepted is forgotten then. */
export interface HeldCard {
  readonly card: Card;
  /** What the card itself tells of its PIN, where that is another way than `card`; else null. */
  readonly pinByApdu: PinStatus | null;
  /** Never rejects. */
  release(): Promise<void>;
}

/** The card in a PC/SC reader, for nobody else meanwhile. @throws `reader/…`, `card/…`. */
export function holdCardInReader(name: string): Promise<HeldCard> {
  return hold(async (use) => {
    await withReaders(async (source, readers) => {
      const connection = await source.connect(chooseReader(readers, name).name, 'exclusive');
      try {
        await use(openCard(connection, noTrace).card, null);
      } finally {
        await connection.disconnect('reset');
      }
    });
  });
}

/** A token of a PKCS#11 module. @throws `pkcs11/…`, `card/…`, `usage/invalid`. */
export function holdToken(
  module: string,
  label: string | undefined,
  synopsis: string,
): Promise<HeldCard> {
  const modules = new Pkcs11Modules(join(__dirname, 'pkcs11Host.js'), silentLog);
  return hold(async (use) => {
    try {
      modules.use([resolve(module)]);
      const [record] = await modules.list();
      if (record === undefined) throw new MuhurError('cancelled', {});
      if (record.problem !== null) throw record.problem;
      const token = chooseToken(record.tokens, label, synopsis);
      const pinByApdu = await pinOfSameCard(token).catch(() => null);
      await modules.withToken(token, (card) => use(card, pinByApdu));
    } finally {
      modules.dispose();
    }
  });
}

/** By its label; without one the only one there is. Nobody guesses where a PIN goes. */
function chooseToken(
  tokens: readonly TokenRecord[],
  label: string | undefined,
  synopsis: string,
): TokenRecord {
  const fitting = tokens.filter((token) => label === undefined || token.label === label);
  const [first, second] = fitting;
  if (first === undefined) throw new MuhurError('card/absent', { reader: label ?? 'PKCS#11' });
  if (second === undefined) return first;
  const labels = [...new Set(tokens.map((token) => `“${token.label}”`))].join(', ');
  throw wrongUsage(
    l10n.t('The module shows several tokens: {0}. Name one with “{1}”.', labels, '--token'),
    synopsis,
  );
}

/** The card in a reader that is this token: they have a certificate in common. */
async function pinOfSameCard(token: TokenRecord): Promise<PinStatus | null> {
  const module = { path: token.module, info: null, tokens: [token], problem: null };
  return withReaders(async (source, readers) => {
    for (const { name, state } of readers) {
      if (state !== 'present') continue;
      const card = await readCard(source, name).catch(() => null);
      if (tokensOf(card, [module]).length > 0) return card?.pin ?? null;
    }
    return null;
  });
}

type Use = (card: Card, pinByApdu: PinStatus | null) => Promise<void>;

/** Keeps open what is lent only for the length of an action. */
function hold(lend: (use: Use) => Promise<void>): Promise<HeldCard> {
  return new Promise((resolveHeld, reject) => {
    const ended = lend(
      (card, pinByApdu) =>
        new Promise((done) => {
          const release = async (): Promise<void> => {
            done();
            await ended.catch(() => undefined);
          };
          resolveHeld({ card, pinByApdu, release });
        }),
    );
    ended.catch(reject);
  });
}
