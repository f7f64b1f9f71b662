import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { FindingRow } from '../protocol/page.ts';
import { icon } from '../../page/ui/icon.ts';
import { goLink } from './parts.ts';
import type { View } from './report.ts';

const ICONS: Readonly<Record<FindingRow['severity'], string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
};

/** What was found, the worst first, each with what to do about it. */
export function findingList(findings: readonly FindingRow[], view: View): TemplateResult {
  if (findings.length === 0) {
    return html`<p class="hint">${view.say('noFindings')}</p>`;
  }
  return html`<ul class="findings" aria-label=${view.say('findings')}>
    ${findings.map((finding) => findingRow(finding, view))}
  </ul>`;
}

function findingRow(finding: FindingRow, view: View): TemplateResult {
  const { code, severity, message, advice, place } = finding;
  return html`<li class=${severity}>
    ${icon(ICONS[severity])}
    <div>
      <p class="message"><span class="unseen">${view.say(severity)}: </span>${message}</p>
      <p class="advice">${advice}</p>
      <p class="source">
        <code>${code}</code>
        ${place === null ? '' : goLink(view, place)}
      </p>
    </div>
  </li>`;
}
