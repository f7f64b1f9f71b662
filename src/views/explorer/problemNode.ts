import type { MuhurError } from '../../errors.ts';
import { explain, explanationText } from '../../text/errors.ts';
import type { ProblemNode } from './node.ts';

/** A row that says what does not work; the tooltip adds what it means and what to do. */
export function problemNode(owner: string, error: MuhurError): ProblemNode {
  const explanation = explain(error);
  return {
    kind: 'problem',
    id: `problem:${owner}:${error.message}`,
    label: explanation.what,
    description: '',
    spoken: explanationText(explanation),
    icon: { id: 'warning', color: 'list.warningForeground' },
    context: `problem:${error.code}`,
    tooltip: () => ({
      heading: explanation.what,
      facts: [],
      note: `${explanation.meaning} ${explanation.advice}`,
    }),
    children: [],
  };
}
