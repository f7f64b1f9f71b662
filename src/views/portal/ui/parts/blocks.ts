import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { GUIDE_STEPS } from '../../protocol/guide.ts';
import type { GuideSentence, GuideStep } from '../../protocol/guide.ts';
import type { Action } from '../../protocol/messages.ts';
import type { View } from '../view.ts';
import type { Words } from '../words.ts';
import { icon } from '../../../page/ui/icon.ts';

/** Something to be noted before one goes on. */
export function callout(
  kind: 'info' | 'warning' | 'error',
  content: TemplateResult | string,
): TemplateResult {
  return html`<div class="callout ${kind}">
    ${icon(kind)}
    <div>${content}</div>
  </div>`;
}

export interface TileOptions {
  readonly icon: string;
  readonly title: TemplateResult | string;
  readonly text: string;
  readonly action: Action;
  readonly opensOutside?: boolean;
}

/** A large button that leads somewhere, with a line about where. */
export function tile(view: View, options: TileOptions): TemplateResult {
  const { action, opensOutside = false } = options;
  const isBusy = view.isBusy(action);
  return html`<button
    type="button"
    class="tile"
    aria-disabled=${isBusy ? 'true' : 'false'}
    aria-busy=${isBusy ? 'true' : 'false'}
    @click=${() => view.act(action)}
  >
    <span class="tile-icon">${icon(options.icon)}</span>
    <span class="tile-text">
      <span class="tile-title">${options.title}</span>
      <span class="tile-line">${options.text}</span>
    </span>
    <span class="tile-end ${isBusy ? 'spinning' : ''}"
      >${icon(isBusy ? 'loading' : opensOutside ? 'link-external' : 'chevron-right')}${
        opensOutside ? html`<span class="unseen">${view.words.say('opensOutside')}</span>` : nothing
      }</span
    >
  </button>`;
}

/** A sentence of the guide: its own words, and what they mean to those who need it. */
export function guideSentence(words: Words, { tr, en }: GuideSentence): TemplateResult {
  return html`<span lang="tr">${tr}</span>${
      words.language === 'tr' ? nothing : html`<span class="translation">${en}</span>`
    }`;
}

/** Which step of the guide this is, in the user's language. */
export function guideStep(words: Words, step: GuideStep): TemplateResult {
  const { tr, en } = GUIDE_STEPS[step];
  return html`<details class="guide">
    <summary>${icon('book')}${words.say('guideStep', String(step))}</summary>
    <p>${words.language === 'tr' ? tr : en}</p>
  </details>`;
}
