import * as l10n from '@vscode/l10n';
import type { ReaderRecord } from '../../card/cardState.ts';
import { BY_APDU } from '../../card/ways.ts';
import { MuhurError } from '../../errors.ts';
import { moduleName, readerNameText } from '../../text/cardWords.ts';
import type { WayNode } from '../explorer/node.ts';
import type { LateServices } from '../lateServices.ts';
import { type Choice, pick } from '../pick.ts';
import { settled } from '../settled.ts';
import type { ChosenWays } from './chosenWays.ts';

/** Use Another Way to the Card: that of a row, or one that the user picks. */
export async function useWay(
  late: LateServices,
  ways: ChosenWays,
  argument: unknown,
): Promise<void> {
  const { cards } = await late.get();
  cards.start();
  const { serial, way } = isWayNode(argument)
    ? argument
    : await pickWay((await settled(cards)).readers);
  cards.chooseWay(serial, way);
  await ways.keep(serial, way);
}

function isWayNode(argument: unknown): argument is WayNode {
  return (
    typeof argument === 'object' && argument !== null && Reflect.get(argument, 'kind') === 'way'
  );
}

function pickWay(readers: readonly ReaderRecord[]): Promise<Pick<WayNode, 'serial' | 'way'>> {
  const title = l10n.t('Use Another Way to the Card');
  const choices = readers.flatMap(choicesOf);
  if (choices.length > 0) return pick(choices, title);
  throw new MuhurError('pkcs11/no-other-way', {});
}

function choicesOf({
  status,
  card,
  tokens,
  way,
}: ReaderRecord): readonly Choice<Pick<WayNode, 'serial' | 'way'>>[] {
  const serial = card?.serial ?? null;
  if (serial === null || tokens.length === 0) return [];
  const description = readerNameText(status.name);
  const others = tokens.filter((token) => token !== way);
  const modules = others.map(({ module }) => ({
    label: moduleName({ path: module, info: null }),
    description,
    detail: module,
    value: { serial, way: module },
  }));
  const byApdu = { label: 'PC/SC', description, value: { serial, way: BY_APDU } };
  return way === null ? modules : [byApdu, ...modules];
}
