import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { WARNING_LEAD } from '../../protocol/guide.ts';
import type { Action } from '../../protocol/messages.ts';
import type { SecretsScreen } from '../../protocol/screens.ts';
import type { Drawn } from '../frame.ts';
import { guideSentence } from '../parts/blocks.ts';
import { button } from '../parts/button.ts';
import { icon } from '../../../page/ui/icon.ts';
import { label } from '../parts/label.ts';
import type { View } from '../view.ts';
import { visibleText } from '../../../page/ui/visibleText.ts';

/** The warning that says what Parolalarımı Sil does. */
const ABOUT_ERASING = 2;

const bodies = { stored: kept, deleted: gone, unreadable } as const;

/** PIN / PUK Bilgisi: the warnings first, then PIN and PUK on demand. */
export function secrets(view: View, screen: SecretsScreen): Drawn {
  const { words } = view;
  const { card } = screen;
  return {
    heading: label(words, 'secrets'),
    lead: html`<bdi>${visibleText(card.name)}</bdi> ·
      <span class="number">${words.say('serial', card.serial)}</span>`,
    body: html`${warnings(view, screen)} ${bodies[card.secrets](view, screen)}`,
  };
}

function warnings(view: View, screen: SecretsScreen): TemplateResult {
  const { words } = view;
  return html`<section class="callout warning warnings">
    ${icon('warning')}
    <div>
      <h2>${label(words, 'warning')}</h2>
      <p class="strong">${guideSentence(words, WARNING_LEAD)}</p>
      <ol>
        ${screen.warnings.map((warning) => html`<li>${guideSentence(words, warning)}</li>`)}
      </ol>
    </div>
  </section>`;
}

function gone(view: View, { card }: SecretsScreen): TemplateResult {
  const { words } = view;
  return html`<div class="panel">
    <p>${words.say('secretsGone')}</p>
    <p>${words.say('secretsGoneWay', `“${words.name('unlock')}”`)}</p>
    <div class="actions">
      ${button(view, {
        text: label(words, 'unlock'),
        action: { kind: 'open-unlock', card: card.serial },
        icon: 'unlock',
        look: 'primary',
      })}
    </div>
  </div>`;
}

/** Kilit Çözme would need the PUK, which is sealed alike. */
function unreadable({ words }: View): TemplateResult {
  return html`<div class="panel">
    <p>${words.say('secretsSealed')}</p>
    <p>${words.say('secretsSealedWay')}</p>
  </div>`;
}

function kept(view: View, screen: SecretsScreen): TemplateResult {
  return html`<div class="panel">
      ${acknowledgement(view)}
      ${screen.shown === null ? showButton(view) : values(view, screen.shown)}
    </div>
    <div class="panel">${fileActions(view)} ${erasing(view, screen)}</div>`;
}

function acknowledgement(view: View): TemplateResult {
  const { words, local, problem } = view;
  const isMissed = problem?.field === 'warnings';
  return html`<div class="field">
    <label class="choice">
      <input
        type="checkbox"
        id="warnings"
        .checked=${local.areWarningsRead}
        aria-invalid=${isMissed ? 'true' : 'false'}
        aria-describedby="warnings-problem"
        @change=${(event: Event) => {
          view.typing('warnings');
          view.change({ areWarningsRead: (event.currentTarget as HTMLInputElement).checked });
        }}
      />
      <span>${words.say('warningsRead')}</span>
    </label>
    <p class="problem" id="warnings-problem" role="alert">
      ${isMissed ? html`${icon('error')}<span>${problem.text}</span>` : nothing}
    </p>
  </div>`;
}

function showButton(view: View): TemplateResult {
  return html`<div class="actions">
    ${button(readFirst(view), {
      text: view.words.say('showSecrets'),
      action: { kind: 'show-secrets', warningsRead: true },
      icon: 'eye',
      look: 'primary',
    })}
  </div>`;
}

/** Nothing is shown or saved before the box is ticked; why is said at the box. */
function readFirst(view: View): View {
  if (view.local.areWarningsRead) return view;
  const act = (action: Action): void => {
    if (action.kind === 'delete-secrets') view.act(action);
    else view.complain('warnings', 'readFirst');
  };
  return { ...view, act };
}

function values(view: View, shown: NonNullable<SecretsScreen['shown']>): TemplateResult {
  const { words, local } = view;
  const seconds = Math.max(0, Math.ceil((view.hiddenAt - Date.now()) / 1000));
  return html`<dl class="secrets">
      ${secret(view, 'PIN', shown.pin, local.isPinRevealed, (isPinRevealed) =>
        view.change({ isPinRevealed }),
      )}
      ${secret(view, 'PUK', shown.puk, local.isPukRevealed, (isPukRevealed) =>
        view.change({ isPukRevealed }),
      )}
    </dl>
    <div class="actions">
      ${button(view, {
        text: words.say('hideSecrets'),
        action: { kind: 'hide-secrets' },
        icon: 'eye-closed',
      })}
      <span class="hint"
        >${icon('watch')}<span role="timer"
          >${words.say('hiddenIn', words.duration(seconds))}</span
        ></span
      >
    </div>`;
}

function secret(
  view: View,
  name: string,
  value: string,
  isRevealed: boolean,
  reveal: (isRevealed: boolean) => void,
): TemplateResult {
  const { words } = view;
  const does = words.say(isRevealed ? 'conceal' : 'reveal', name);
  return html`<dt>${name}</dt>
    <dd>
      <span class="secret"
        >${
          isRevealed
            ? value
            : html`<span aria-hidden="true">••••••••</span
                ><span class="unseen">${words.say('hiddenValue')}</span>`
        }</span
      >
      <button
        type="button"
        class="in-field"
        aria-label=${does}
        title=${does}
        aria-pressed=${isRevealed ? 'true' : 'false'}
        @click=${() => reveal(!isRevealed)}
      >
        ${icon(isRevealed ? 'eye-closed' : 'eye')}
      </button>
    </dd>`;
}

function fileActions(view: View): TemplateResult {
  const { words } = view;
  return html`<p>${words.say('saveMeans')}</p>
    <div class="actions">
      ${button(readFirst(view), {
        text: label(words, 'save'),
        action: { kind: 'save-secrets', warningsRead: true },
        icon: 'save',
      })}
      ${button(readFirst(view), {
        text: words.say('printSecrets'),
        action: { kind: 'print-secrets', warningsRead: true },
        icon: 'file-pdf',
      })}
    </div>
    <hr />`;
}

/** Parolalarımı Sil: a press opens the question, in the words of the guide. */
function erasing(view: View, { card, warnings: texts }: SecretsScreen): TemplateResult {
  const { words, local } = view;
  const meant = texts[ABOUT_ERASING];
  if (!local.isErasing) {
    return html`<p>${words.say('eraseMeans')}</p>
      <div class="actions">
        <vscode-button
          id="erase"
          secondary
          class="danger-quiet"
          @click=${() => view.change({ isErasing: true }, 'erase-question')}
        >
          <span slot="content-before">${icon('trash')}</span>
          ${label(words, 'erase')}
        </vscode-button>
      </div>`;
  }
  return html`<div role="group" aria-labelledby="erase-question" class="question">
    <h2 id="erase-question" tabindex="-1">${words.say('eraseAsk', visibleText(card.name))}</h2>
    ${meant === undefined ? nothing : html`<p>${guideSentence(words, meant)}</p>`}
    <p>${words.say('eraseFinal')}</p>
    <div class="actions">
      ${button(view, {
        text: label(words, 'erase'),
        action: { kind: 'delete-secrets' },
        icon: 'trash',
        look: 'danger',
      })}
      <vscode-button secondary @click=${() => view.change({ isErasing: false }, 'erase')}
        >${words.say('cancel')}</vscode-button
      >
    </div>
  </div>`;
}
