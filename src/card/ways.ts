import { createHash } from 'node:crypto';
import type { CardSnapshot, PinStateName, PinStatus } from './card.ts';
import type { CardsState, ReaderRecord } from './cardState.ts';
import type { ModuleRecord, TokenRecord } from './tokenSource.ts';

/** A card may be reached by raw commands and through modules; here is what belongs together. */

/** The tokens that are this card: they have a certificate in common (by SHA-256). */
export function tokensOf(
  card: CardSnapshot | null,
  modules: readonly ModuleRecord[],
): readonly TokenRecord[] {
  const known = fingerprints(card);
  if (known.size === 0) return [];
  return modules
    .flatMap(({ tokens }) => tokens)
    .filter(({ snapshot }) => [...fingerprints(snapshot)].some((one) => known.has(one)));
}

/** The tokens that no reader shows as a card: of a hardware or software security module. */
export function tokensAlone(
  readers: readonly ReaderRecord[],
  modules: readonly ModuleRecord[],
): readonly TokenRecord[] {
  const matched = new Set(readers.flatMap(({ tokens }) => tokens));
  return modules.flatMap(({ tokens }) => tokens).filter((token) => !matched.has(token));
}

const known = new WeakMap<CardSnapshot, ReadonlySet<string>>();

function fingerprints(card: CardSnapshot | null): ReadonlySet<string> {
  if (card === null) return new Set();
  const before = known.get(card);
  if (before !== undefined) return before;
  const made = new Set(
    card.certificates.map(({ der }) => createHash('sha256').update(der).digest('hex')),
  );
  known.set(card, made);
  return made;
}

/** Raw commands, and not a module. */
export const BY_APDU = 'apdu';

/**
 * The way for PIN and signing: the chosen one where it exists, else raw commands for a card that
 * takes them, else the first module that shows it.
 * @param chosen path of a module, or `BY_APDU`; null: nobody chose.
 * @returns null for raw commands.
 */
export function wayOf(
  { card, tokens }: Pick<ReaderRecord, 'card' | 'tokens'>,
  chosen: string | null,
): TokenRecord | null {
  const wanted = tokens.find(({ module }) => module === chosen);
  if (wanted !== undefined) return wanted;
  if (chosen === BY_APDU || card?.takesPin === true) return null;
  return tokens[0] ?? null;
}

/** The card as it is on that way: with its PIN rules, and the worse news of both. */
export function seenThrough(card: CardSnapshot, way: TokenRecord | null): CardSnapshot {
  if (way === null) return card;
  const { pin, puk, pinRule, pukRule, takesPin, hasPinPad } = way.snapshot;
  return {
    ...card,
    takesPin,
    pin: worse(card.pin, pin),
    puk: worse(card.puk, puk),
    pinRule: pinRule ?? card.pinRule,
    pukRule: pukRule ?? card.pukRule,
    ...(hasPinPad === true && { hasPinPad }),
  };
}

const SEVERITY: Readonly<Record<PinStateName, number>> = {
  unknown: 0,
  ready: 1,
  'wrong-entered': 2,
  'last-try': 3,
  blocked: 4,
};

/** Modules often tell less than the card; nobody tells more tries than there are. */
export function worse(a: PinStatus, b: PinStatus): PinStatus {
  const difference = SEVERITY[a.state] - SEVERITY[b.state];
  if (difference !== 0) return difference > 0 ? a : b;
  return a.triesLeft === null ? b : a;
}

/**
 * Records as they were read, put together with what modules show.
 * @param chosen the ways that the user chose, by serial number.
 */
export function withModules(
  records: readonly ReaderRecord[],
  modules: readonly ModuleRecord[],
  chosen: ReadonlyMap<string, string>,
): Pick<CardsState, 'readers' | 'modules' | 'tokens'> {
  const readers = records.map((record) => {
    const { card } = record;
    const tokens = tokensOf(card, modules);
    const way = wayOf({ card, tokens }, chosen.get(card?.serial ?? '') ?? null);
    return { ...record, tokens, way, card: card && seenThrough(card, way) };
  });
  return { readers, modules, tokens: tokensAlone(readers, modules) };
}
