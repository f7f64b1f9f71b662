import { noTrace } from '../../card/apdu/trace.ts';
import type { CardSnapshot } from '../../card/card.ts';
import { openCard } from '../../card/openCard.ts';
import { recogniseAtr } from '../../card/akis/recognise.ts';
import type { ReaderStatus } from '../../card/reader/reader.ts';
import { MuhurError, toMuhurError } from '../../errors.ts';
import { toHex } from '../../hex.ts';
import type { Finding } from '../findings.ts';
import { finding, withoutBasis } from '../findings.ts';
import type { Limits, Machine } from '../machine.ts';
import { TOO_SLOW, timeLimited } from '../timeLimited.ts';
import { readerModel } from './readerModel.ts';

/** What PC/SC shows: service, readers, and the card that is examined further. */
export interface Desk {
  /** `pcsc-service`, `reader` and `card`. */
  readonly findings: readonly Finding[];
  readonly card: CardSnapshot | null;
  /** There is nothing in any reader that a module could disturb. */
  readonly isBare: boolean;
}

/** Looks at the service, the readers and the first card that is one of ours. Sends no PIN. */
export async function examineDesk(machine: Machine, limits: Limits): Promise<Desk> {
  const status = await timeLimited(machine.readers.list(), limits.service);
  if (status === TOO_SLOW) {
    return noService(finding('error', 'pcsc-service/too-slow', { seconds: limits.service }));
  }
  const { readers, problem } = status;
  if (problem !== null) return noService(finding('error', 'pcsc-service/fails', { problem }));
  const service = finding('ok', 'pcsc-service/answers', { readers: readers.length });
  const reader = await readerFinding(machine, readers);
  if (reader.status === 'error') {
    const findings = [service, reader, withoutBasis('card', 'reader')];
    return { findings, card: null, isBare: true };
  }
  const { card, found } = await examineCard(machine, readers, limits.card);
  const isBare = found.code === 'card/none';
  return { findings: [service, reader, found], card, isBare };
}

function noService(service: Finding): Desk {
  const rest = (['reader', 'card'] as const).map((id) => withoutBasis(id, 'pcsc-service'));
  return { findings: [service, ...rest], card: null, isBare: true };
}

async function readerFinding(machine: Machine, readers: readonly ReaderStatus[]): Promise<Finding> {
  const [first] = readers;
  if (first === undefined) {
    const unlisted = await machine.usbReaders();
    return finding('error', 'reader/none', { unlisted });
  }
  if (readers.every(({ state }) => state === 'unavailable')) {
    return finding('error', 'reader/unavailable', { reader: first.name });
  }
  const found = readers.map(({ name }) => ({ name, model: readerModel(name) }));
  return finding('ok', 'reader/found', { readers: found });
}

interface Examined {
  readonly found: Finding;
  readonly card: CardSnapshot | null;
}

async function examineCard(
  { readers: source }: Machine,
  readers: readonly ReaderStatus[],
  seconds: number,
): Promise<Examined> {
  const chosen = chooseCard(readers);
  if (chosen === undefined) return failure('card/none', { readers: readers.length });
  const { name: reader, state, atr } = chosen;
  if (state === 'mute') return failure('card/fails', problem('card/mute', { reader }));
  if (state === 'in-use') return failure('card/fails', problem('reader/in-use', { reader }));
  if (atr !== null && !isKnown(chosen)) return failure('card/unknown', { reader, atr: toHex(atr) });
  try {
    const card = await timeLimited(readCard(source, reader), seconds);
    if (card === TOO_SLOW) return failure('card/too-slow', { seconds });
    const { family, version, serial } = card;
    return { found: finding('ok', 'card/recognised', { reader, family, version, serial }), card };
  } catch (error) {
    return failure('card/fails', { problem: toMuhurError(error) });
  }
}

function problem<C extends 'card/mute' | 'reader/in-use'>(code: C, data: { reader: string }) {
  return { problem: new MuhurError(code, data) };
}

function failure<C extends Parameters<typeof finding>[1]>(
  ...[code, data]: [C, Parameters<typeof finding<C>>[2]]
): Examined {
  return { found: finding('error', code, data), card: null };
}

/** A card of ours before any other, and one that answers before one that does not. */
function chooseCard(readers: readonly ReaderStatus[]): ReaderStatus | undefined {
  return (
    readers.find(isKnown) ??
    (['in-use', 'present', 'mute'] as const)
      .map((state) => readers.find((reader) => reader.state === state))
      .find((reader) => reader !== undefined)
  );
}

function isKnown({ state, atr }: ReaderStatus): boolean {
  return state === 'present' && atr !== null && recogniseAtr(atr).family !== 'unknown';
}

async function readCard(source: Machine['readers'], reader: string): Promise<CardSnapshot> {
  const connection = await source.connect(reader, 'shared');
  try {
    return await openCard(connection, noTrace).card.readSnapshot();
  } finally {
    await connection.disconnect('leave');
  }
}
