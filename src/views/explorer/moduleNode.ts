import * as l10n from '@vscode/l10n';
import { targetOfToken } from '../../card/cardState.ts';
import type { ModuleRecord, TokenRecord } from '../../card/tokenSource.ts';
import { moduleName } from '../../text/cardWords.ts';
import { cardNode } from './cardNode.ts';
import type { Describe } from './describeCertificates.ts';
import type { CardsNode, ModuleNode, Today } from './node.ts';
import { problemNode } from './problemNode.ts';
import { spoken } from './spoken.ts';

/**
 * The row of a module with the tokens that no reader shows, or with what is wrong. A module that
 * shows only cards in readers has nothing of its own to show.
 */
export function moduleNodes(
  modules: readonly ModuleRecord[],
  alone: readonly TokenRecord[],
  describe: Describe,
  today: Today,
): readonly ModuleNode[] {
  return modules.flatMap((module) => {
    const { path, problem } = module;
    const tokens = alone.filter((token) => token.module === path);
    const rows: readonly CardsNode[] =
      problem !== null
        ? [problemNode(path, problem)]
        : tokens.map((token) => tokenNode(token, describe, today));
    return rows.length === 0 ? [] : [moduleNode(module, rows)];
  });
}

function moduleNode(module: ModuleRecord, children: readonly CardsNode[]): ModuleNode {
  const { path, info, problem } = module;
  const name = moduleName(module);
  const state = problem === null ? l10n.t('PKCS#11 module') : l10n.t('cannot be used');
  const facts: [string, string][] = [[l10n.t('Module'), path]];
  if (info !== null)
    facts.push([l10n.t('Maker'), info.manufacturer], [l10n.t('Version'), info.version]);
  return {
    kind: 'module',
    id: `module:${path}`,
    label: name,
    description: state,
    spoken: spoken(l10n.t('Module {0}', name), state),
    icon: { id: 'library', ...(problem !== null && { color: 'list.warningForeground' }) },
    context: problem === null ? 'module' : 'module:broken',
    tooltip: () => ({
      heading: name,
      facts,
      note: l10n.t('Tokens that it shows and no reader has: of security modules, mostly.'),
    }),
    children,
  };
}

function tokenNode(token: TokenRecord, describe: Describe, today: Today): CardsNode {
  const { module, slot, snapshot, model } = token;
  const card = snapshot.label === null && model !== '' ? { ...snapshot, label: model } : snapshot;
  const place = { name: `${module}#${slot}`, kind: 'token', insertion: 0, atr: null } as const;
  const placed = { place, card, target: targetOfToken(token), ways: [] };
  return cardNode(placed, describe, today);
}
