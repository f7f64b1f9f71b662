import * as l10n from '@vscode/l10n';
import type { ReaderRecord } from '../../card/cardState.ts';
import type { TokenRecord } from '../../card/tokenSource.ts';
import { BY_APDU } from '../../card/ways.ts';
import { moduleName } from '../../text/cardWords.ts';
import type { WayNode } from './node.ts';
import { spoken } from './spoken.ts';

/** The ways to a card, if a module shows it, too; the one that is used is told. */
export function wayNodes({ card, tokens, way }: ReaderRecord): readonly WayNode[] {
  const serial = card?.serial ?? null;
  if (tokens.length === 0 || serial === null) return [];
  return [wayNode(serial, null, way), ...tokens.map((token) => wayNode(serial, token, way))];
}

function wayNode(serial: string, token: TokenRecord | null, used: TokenRecord | null): WayNode {
  const isUsed = token === used;
  const way = token === null ? BY_APDU : token.module;
  const name = token === null ? 'PC/SC' : moduleName({ path: token.module, info: null });
  const use = isUsed ? l10n.t('used for PIN and signatures') : l10n.t('another way');
  return {
    kind: 'way',
    id: `way:${serial}:${way}`,
    label: name,
    description: use,
    spoken: spoken(l10n.t('Way to the card: {0}', name), use),
    icon: { id: isUsed ? 'arrow-right' : 'arrow-small-right' },
    context: isUsed ? 'way:used' : 'way',
    tooltip: () => ({
      heading: name,
      facts: token === null ? [] : [[l10n.t('Module'), token.module]],
      note:
        token === null
          ? l10n.t('Raw commands over PC/SC. PINs take this way to virtual cards only.')
          : l10n.t('The PKCS#11 module of the card’s maker, in a process of its own.'),
    }),
    children: [],
    serial,
    way,
  };
}
