import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Action } from '../../protocol/messages.ts';
import type { View } from '../view.ts';
import { icon } from '../../../page/ui/icon.ts';

export interface ButtonOptions {
  readonly text: TemplateResult | string;
  /** What pressing it does; while that is on its way the button is busy. */
  readonly action: Action;
  readonly icon?: string;
  readonly look?: 'primary' | 'secondary' | 'danger';
  /** Sends its form, which then decides on the action. */
  readonly submits?: boolean;
  /** What it acts on, for a screen reader, where many buttons have the same text. */
  readonly about?: string;
}

/** A button that is busy while its action is, and does nothing twice. */
export function button(view: View, options: ButtonOptions): TemplateResult {
  const { text, action, look = 'secondary', submits = false } = options;
  const isBusy = view.isBusy(action);
  const sign = isBusy ? 'loading' : options.icon;
  return html`<vscode-button
    class=${look === 'danger' ? 'danger' : ''}
    type=${submits ? 'submit' : 'button'}
    ?secondary=${look === 'secondary'}
    aria-disabled=${isBusy ? 'true' : 'false'}
    aria-busy=${isBusy ? 'true' : 'false'}
    @click=${submits ? undefined : () => view.act(action)}
    @keydown=${keepPageStill}
  >
    ${
      sign === undefined
        ? nothing
        : html`<span slot="content-before" class=${isBusy ? 'spinning' : ''}>${icon(sign)}</span>`
    }
    ${text}${about(options)}
  </vscode-button>`;
}

/** A small button in a row of many: native, because a list may have thousands. */
export function rowButton(view: View, options: ButtonOptions): TemplateResult {
  const { text, action, look } = options;
  const isBusy = view.isBusy(action);
  return html`<button
    type="button"
    class="row-button ${look === 'danger' ? 'danger' : ''}"
    aria-disabled=${isBusy ? 'true' : 'false'}
    aria-busy=${isBusy ? 'true' : 'false'}
    @click=${() => view.act(action)}
  >
    ${isBusy ? html`<span class="spinning">${icon('loading')}</span>` : nothing}${text}${about(options)}
  </button>`;
}

function about({ about: what }: ButtonOptions): TemplateResult | typeof nothing {
  return what === undefined ? nothing : html`<span class="unseen">: ${what}</span>`;
}

/** The space bar presses a button and must not scroll the page too. */
export function keepPageStill(event: KeyboardEvent): void {
  if (event.key === ' ') event.preventDefault();
}
