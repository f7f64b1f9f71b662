import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { UnlockScreen } from '../../protocol/screens.ts';
import type { Drawn } from '../frame.ts';
import { callout } from '../parts/blocks.ts';
import { button } from '../parts/button.ts';
import { icon } from '../../../page/ui/icon.ts';
import { label } from '../parts/label.ts';
import type { View } from '../view.ts';
import { visibleText } from '../../../page/ui/visibleText.ts';

/** Kilit Çözme with the card in the reader. */
export function unlock(view: View, screen: UnlockScreen): Drawn {
  const { words } = view;
  return {
    heading: label(words, 'unlock'),
    lead: words.say('unlockLead', visibleText(screen.card.name)),
    body: html`<div class="panel">${stage(view, screen)}</div>`,
  };
}

function stage(view: View, screen: UnlockScreen): TemplateResult {
  switch (screen.progress) {
    case 'ready':
      return ready(view, screen);
    case 'running':
      return running(view);
    case 'interrupted':
      return interrupted(view, screen);
    case 'done':
      return done(view, screen);
  }
}

function ready(view: View, screen: UnlockScreen): TemplateResult {
  const { words } = view;
  return html`<ul class="steps">
      ${(['unlockWhen', 'unlockNewPin', 'unlockLeave'] as const).map(
        (id) => html`<li>${icon('arrow-small-right')}<span>${words.say(id)}</span></li>`,
      )}
    </ul>
    ${whereIs(view, screen)} ${startActions(view, screen, 'unlockGo')}`;
}

function interrupted(view: View, screen: UnlockScreen): TemplateResult {
  const { words } = view;
  return html`${callout(
    'warning',
    html`<p class="strong">${words.say('unlockInterrupted')}</p>
      <p>${words.say('unlockInterruptedWay')}</p>`,
  )}
  ${whereIs(view, screen)} ${startActions(view, screen, 'unlockGoOn')}`;
}

function whereIs({ words }: View, { card }: UnlockScreen): TemplateResult {
  return card.reader === null
    ? callout('info', words.say('unlockNoReader'))
    : html`<p class="with-icon">
        ${icon('plug')}<span>${words.say('unlockReader', visibleText(card.reader))}</span>
      </p>`;
}

function startActions(
  view: View,
  { card }: UnlockScreen,
  text: 'unlockGo' | 'unlockGoOn',
): TemplateResult {
  const { words } = view;
  return html`<div class="actions">
    ${
      card.reader === null
        ? button(view, {
            text: words.say('lookAgain'),
            action: { kind: 'open-unlock', card: card.serial },
            icon: 'refresh',
            look: 'primary',
          })
        : button(view, {
            text: words.say(text),
            action: { kind: 'unlock' },
            icon: 'unlock',
            look: 'primary',
          })
    }
    ${button(view, { text: words.say('cancel'), action: { kind: 'go', to: 'menu' } })}
  </div>`;
}

function running({ words }: View): TemplateResult {
  return html`<div role="status" class="running">
    <span class="spinning">${icon('loading')}</span>
    <div>
      <p class="strong">${words.say('unlockRunning')}</p>
      <p>${words.say('unlockRunningKeep')}</p>
    </div>
  </div>`;
}

function done(view: View, { card }: UnlockScreen): TemplateResult {
  const { words, state } = view;
  return html`${
      state.notice === null
        ? html`<p class="with-icon">${icon('pass')}<span>${words.say('unlockDone')}</span></p>`
        : nothing
    }
    <p>${words.say('unlockDoneWay', `“${words.name('secrets')}”`)}</p>
    <div class="actions">
      ${button(view, {
        text: label(words, 'secrets'),
        action: { kind: 'open-secrets', card: card.serial },
        icon: 'key',
        look: 'primary',
      })}
      ${button(view, { text: label(words, 'menu'), action: { kind: 'go', to: 'menu' } })}
    </div>`;
}
