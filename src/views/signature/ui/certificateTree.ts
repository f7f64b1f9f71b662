import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ChainRow } from '../protocol/page.ts';
import { icon } from '../../page/ui/icon.ts';
import { details } from './parts.ts';
import type { View } from './report.ts';

const ICONS: Readonly<Record<ChainRow['look'], string>> = {
  trusted: 'workspace-trusted',
  good: 'pass',
  bad: 'error',
  open: 'question',
};

/** The certificates as a tree: whom one trusts at the top, the signer at the bottom. */
export function certificateTree(chain: readonly ChainRow[], view: View): TemplateResult {
  return html`<p class="hint">${view.say('chainLead')}</p>
    ${branch(chain.toReversed(), view)}`;
}

function branch([top, ...below]: readonly ChainRow[], view: View): TemplateResult | typeof nothing {
  if (top === undefined) return nothing;
  return html`<ul class="tree">
    <li>
      <p class="row-head">
        <span class="state ${top.look}">${icon(ICONS[top.look])}${top.status}</span
        ><span class="title">${top.name}</span>
      </p>
      ${details(top.facts, view)} ${branch(below, view)}
    </li>
  </ul>`;
}
