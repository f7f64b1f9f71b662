import * as l10n from '@vscode/l10n';
import type { CardKey } from '../../card/card.ts';
import { keyUsageText } from '../../text/cardWords.ts';
import type { KeyNode } from './node.ts';
import { spoken } from './spoken.ts';

/** The row of a private key. */
export function keyNode(owner: string, key: CardKey): KeyNode {
  const strength = `${key.algorithm} ${String(key.size)}`;
  const usage = key.usage.map(keyUsageText).join(', ');
  return {
    kind: 'key',
    id: `key:${owner}:${key.id}`,
    label: key.label,
    description: [strength, usage].join(' · '),
    spoken: spoken(l10n.t('Private key {0}', key.label), strength, usage),
    icon: { id: 'key' },
    context: `key:${key.algorithm}`,
    tooltip: () => ({
      heading: key.label,
      facts: [
        [l10n.t('Private key'), strength],
        [l10n.t('Usage'), usage],
        [l10n.t('Identifier'), key.id],
      ],
      note: l10n.t(
        'It never leaves the card; the certificate with the same identifier belongs to it.',
      ),
    }),
    children: [],
  };
}
