import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LabelId } from '../../protocol/texts.ts';
import type { Words } from '../words.ts';

/** An official label, Turkish in every language, and beside it what it means. */
export function label(words: Words, id: LabelId): TemplateResult {
  const meaning = words.meaning(id);
  return html`<span class="label-pair"
    ><span lang="tr" class="official">${words.label(id)}</span>${
      meaning === '' ? nothing : html` <span class="meaning">${meaning}</span>`
    }</span
  >`;
}
