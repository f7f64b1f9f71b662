import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** A codicon that only decorates. */
export function icon(name: string): TemplateResult {
  return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}
