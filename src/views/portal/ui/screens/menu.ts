import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { INFORMATION } from '../../protocol/guide.ts';
import type { CardRow, MenuScreen } from '../../protocol/screens.ts';
import type { Drawn } from '../frame.ts';
import { guideSentence, guideStep } from '../parts/blocks.ts';
import { button } from '../parts/button.ts';
import { icon } from '../../../page/ui/icon.ts';
import { label } from '../parts/label.ts';
import type { View } from '../view.ts';
import { visibleText } from '../../../page/ui/visibleText.ts';
import { certificateList } from './certificateList.ts';

/** What is said of PIN and PUK of a card. */
const SECRETS = {
  stored: { icon: 'lock', text: 'secretsStored' },
  deleted: { icon: 'trash', text: 'secretsDeleted' },
  unreadable: { icon: 'warning', text: 'secretsUnreadable' },
} as const;

/** Sertifika İşlemler Menüsü. */
export function menu(view: View, screen: MenuScreen): Drawn {
  const { words } = view;
  return {
    heading: label(words, 'menu'),
    body: html`<section>
        <h2>${words.say('cards')}</h2>
        ${
          screen.cards.length === 0
            ? html`<p class="empty">${words.say('noCards')}</p>`
            : screen.cards.map((card) => cardPanel(view, card))
        }
      </section>
      <section>
        <h2>${words.say('certificates')}</h2>
        ${certificateList(view, screen.certificates, screen.focus)}
      </section>
      <section>
        <h2>${words.say('account')}</h2>
        <div class="panel line">
          <p>${words.say('accountLead')}</p>
          ${button(view, {
            text: label(words, 'details'),
            action: { kind: 'go', to: 'details' },
            icon: 'edit',
          })}
        </div>
      </section>
      <details class="guide">
        <summary>${icon('book')}${label(words, 'information')}</summary>
        <ul>
          ${INFORMATION.map((sentence) => html`<li>${guideSentence(words, sentence)}</li>`)}
        </ul>
      </details>
      ${guideStep(words, 6)}`,
  };
}

function cardPanel(view: View, card: CardRow): TemplateResult {
  const { words } = view;
  const { serial } = card;
  const name = visibleText(card.name);
  return html`<div class="panel card" role="group" aria-label=${name}>
    <div class="card-head">
      <span class="tile-icon">${icon('credit-card')}</span>
      <div class="card-what">
        <h3><bdi>${name}</bdi></h3>
        <span class="hint number">${words.say('serial', serial)}</span>
        <ul class="facts">
          <li>
            ${icon(card.reader === null ? 'debug-disconnect' : 'plug')}${
              card.reader === null
                ? words.say('inNoReader')
                : words.say('inReader', visibleText(card.reader))
            }
          </li>
          <li>${icon(SECRETS[card.secrets].icon)}${words.say(SECRETS[card.secrets].text)}</li>
          ${
            card.isOpen
              ? html`<li class="attention">${icon('warning')}${words.say('unlockOpen')}</li>`
              : nothing
          }
        </ul>
      </div>
    </div>
    <div class="actions">
      ${button(view, {
        text: label(words, 'secrets'),
        about: name,
        action: { kind: 'open-secrets', card: serial },
        icon: 'key',
      })}
      ${button(view, {
        text: label(words, 'unlock'),
        about: name,
        action: { kind: 'open-unlock', card: serial },
        icon: 'unlock',
      })}
      ${button(view, {
        text: label(words, 'renew'),
        about: name,
        action: { kind: 'ask-renew', card: serial },
        icon: 'sync',
      })}
    </div>
  </div>`;
}
