import * as l10n from '@vscode/l10n';
import { targetOf } from '../../card/cardState.ts';
import type { ReaderRecord } from '../../card/cardState.ts';
import type { ReaderStatus } from '../../card/reader/reader.ts';
import { MuhurError } from '../../errors.ts';
import { readerNameText, readerStateText } from '../../text/cardWords.ts';
import { cardNode } from './cardNode.ts';
import type { Describe } from './describeCertificates.ts';
import type { CardsNode, NodeIcon, ReaderNode, Today } from './node.ts';
import { problemNode } from './problemNode.ts';
import { spoken } from './spoken.ts';
import { wayNodes } from './wayNodes.ts';

/** The row of a reader, with the card in it, or what is wrong, below. */
export function readerNode(record: ReaderRecord, describe: Describe, today: Today): ReaderNode {
  const { status } = record;
  const name = readerNameText(status.name);
  const state = stateText(record);
  return {
    kind: 'reader',
    id: `reader:${status.name}`,
    label: name,
    description: state,
    spoken: spoken(l10n.t('Reader {0}', name), state),
    icon: icon(record),
    context: ['reader', status.kind, status.state].join(':'),
    tooltip: () => ({
      heading: name,
      facts: [[l10n.t('State'), readerStateText(status.state)]],
      note:
        status.kind === 'in-process'
          ? l10n.t('A reader inside VS Code, for virtual cards. Other programs cannot see it.')
          : l10n.t('A reader of this computer’s PC/SC service.'),
    }),
    children: childrenOf(record, describe, today),
    status,
  };
}

/** With a card below, the row needs no words about it. */
function stateText({ status, card, reading }: ReaderRecord): string {
  if (card !== null && status.state === 'present') return '';
  if (reading) return l10n.t('reading the card…');
  return status.state === 'present' ? '' : readerStateText(status.state);
}

function icon({ status, card, reading }: ReaderRecord): NodeIcon {
  if (reading && card === null) return { id: 'loading~spin' };
  switch (status.state) {
    case 'mute':
    case 'in-use':
    case 'unavailable':
      return { id: 'plug', color: 'list.warningForeground' };
    case 'empty':
    case 'present':
      return { id: status.kind === 'in-process' ? 'beaker' : 'plug' };
  }
}

function childrenOf(record: ReaderRecord, describe: Describe, today: Today): readonly CardsNode[] {
  const { status, card } = record;
  const rows: CardsNode[] = [];
  const problem = record.error ?? stateProblem(status);
  if (problem !== null) rows.push(problemNode(status.name, problem));
  if (card !== null) {
    const placed = { place: status, card, target: targetOf(record), ways: wayNodes(record) };
    rows.push(cardNode(placed, describe, today));
  }
  return rows;
}

/** States of a reader that need more than a word. */
function stateProblem({ name, state }: ReaderStatus): MuhurError | null {
  switch (state) {
    case 'mute':
      return new MuhurError('card/mute', { reader: name });
    case 'in-use':
      return new MuhurError('reader/in-use', { reader: name });
    case 'unavailable':
      return new MuhurError('reader/unavailable', { reader: name });
    case 'empty':
    case 'present':
      return null;
  }
}
