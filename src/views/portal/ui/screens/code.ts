import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type {
  CodeScreen,
  NewWordScreen,
  PhoneScreen,
  SignatureScreen,
} from '../../protocol/screens.ts';
import type { Drawn } from '../frame.ts';
import { callout, guideStep, tile } from '../parts/blocks.ts';
import { button } from '../parts/button.ts';
import { areFilled, field, typedIn } from '../parts/field.ts';
import { icon } from '../../../page/ui/icon.ts';
import { label } from '../parts/label.ts';
import type { View } from '../view.ts';
import { visibleText } from '../../../page/ui/visibleText.ts';
import { wordField } from './password.ts';

/** Is this the phone? */
export function phone(view: View, screen: PhoneScreen): Drawn {
  const { words } = view;
  return {
    heading: words.say('phone'),
    lead: words.say('phoneLead'),
    body: html`<div class="panel">
        ${
          screen.maskedPhone === ''
            ? nothing
            : html`<p class="large number">${visibleText(screen.maskedPhone)}</p>`
        }
        <div class="actions">
          ${button(view, {
            text: words.say('sendCode'),
            action: { kind: 'send-code' },
            icon: 'send',
            look: 'primary',
          })}
          ${button(view, { text: words.say('back'), action: { kind: 'go', to: 'password' } })}
        </div>
      </div>
      <p class="hint">${words.say('otherPhone')}</p>
      ${guideStep(words, 5)}`,
  };
}

/** SMS Onay Kodu. */
export function code(view: View, screen: CodeScreen): Drawn {
  const { words } = view;
  return {
    heading: label(words, 'code'),
    ...(screen.maskedPhone !== '' && {
      lead: words.say('codeLead', visibleText(screen.maskedPhone)),
    }),
    body: html`<form class="panel" novalidate autocomplete="off" @submit=${submitCode(view)}>
        ${codeField(view, screen.expiresAt)} ${timeLeft(view, screen.expiresAt)}
        <div class="actions">
          ${button(view, {
            text: words.say('confirmCode'),
            action: { kind: 'enter-code', code: '' },
            look: 'primary',
            submits: true,
          })}
          ${resend(view, screen.resendAt)} ${showPhone(view)}
        </div>
      </form>
      ${guideStep(words, 5)}`,
  };
}

/** Güvenlik Sözcüğümü Unuttum: the code, and the new word. */
export function newWord(view: View, screen: NewWordScreen): Drawn {
  const { words } = view;
  return {
    heading: words.say('newWord'),
    lead: words.say('newWordLead'),
    body: html`<form class="panel" novalidate autocomplete="off" @submit=${submitWord(view)}>
      ${codeField(view, screen.expiresAt)} ${timeLeft(view, screen.expiresAt)}
      ${wordField(
        view,
        words.say('newWordField'),
        words.say('newWordField'),
        words.say('newWordHint'),
      )}
      <div class="actions">
        ${button(view, {
          text: words.say('saveWord'),
          action: { kind: 'renew-word', code: '', word: '' },
          look: 'primary',
          submits: true,
        })}
        ${showPhone(view)}
      </div>
    </form>`,
  };
}

/** E-imzalı Giriş. */
export function signature(view: View, screen: SignatureScreen): Drawn {
  const { words } = view;
  const [first] = screen.cards;
  return {
    heading: label(words, 'signatureSignIn'),
    lead: words.say('signatureLead'),
    body: html`${first === undefined ? callout('info', words.say('signatureNoCard')) : nothing}
      ${
        screen.organisations.length > 0 && first !== undefined
          ? organisations(view, screen, first.serial)
          : html`<div class="tiles">
              ${screen.cards.map((card) =>
                tile(view, {
                  icon: 'credit-card',
                  title: visibleText(card.name),
                  text: words.say('inReader', visibleText(card.reader)),
                  action: { kind: 'sign-in-with-card', card: card.serial, vkn: null },
                }),
              )}
            </div>`
      }
      <div class="actions">
        ${button(view, {
          text: words.say('lookAgain'),
          action: { kind: 'go', to: 'signature' },
          icon: 'refresh',
        })}
      </div>
      ${guideStep(words, 4)}`,
  };
}

function organisations(view: View, screen: SignatureScreen, card: string): TemplateResult {
  const { words } = view;
  return html`<h2>${words.say('organisations')}</h2>
    <p>${words.say('organisationsLead')}</p>
    <div class="tiles">
      ${screen.organisations.map(({ vkn, tradeName }) =>
        tile(view, {
          icon: 'organization',
          title: html`<bdi>${visibleText(tradeName)}</bdi>`,
          text: vkn,
          action: { kind: 'sign-in-with-card', card, vkn },
        }),
      )}
    </div>`;
}

function codeField(view: View, expiresAt: string): TemplateResult {
  const { words } = view;
  return field(view, {
    field: 'code',
    label: label(words, 'code'),
    name: words.name('code'),
    hint: words.say('codeHint'),
    // At the field it is told once, whether one still types or has sent the code too late.
    slip: secondsTo(view, expiresAt) === 0 ? words.say('codeExpired') : undefined,
    inputMode: 'numeric',
    isCode: true,
    maxLength: 16,
  });
}

function secondsTo(view: View, iso: string): number {
  return Math.max(0, Math.ceil((Date.parse(iso) - view.now) / 1000));
}

function timeLeft(view: View, expiresAt: string): TemplateResult {
  const { words } = view;
  const seconds = secondsTo(view, expiresAt);
  return html`<p class="time-left">
    ${
      seconds === 0
        ? nothing
        : html`${icon('watch')}<span role="timer"
              >${words.say('timeLeft', words.duration(seconds))}</span
            >`
    }
  </p>`;
}

function resend(view: View, resendAt: string): TemplateResult {
  const { words } = view;
  const seconds = secondsTo(view, resendAt);
  return seconds > 0
    ? html`<span class="hint">${words.say('resendIn', words.duration(seconds))}</span>`
    : button(view, { text: words.say('resend'), action: { kind: 'send-code' }, icon: 'send' });
}

function showPhone(view: View): TemplateResult {
  return button(view, {
    text: view.words.say('showPhone'),
    action: { kind: 'show-phone' },
    icon: 'device-mobile',
  });
}

function submitCode(view: View): (event: SubmitEvent) => void {
  return (event) => {
    const value = typedIn(event)('code');
    if (areFilled(view, [['code', value]])) view.act({ kind: 'enter-code', code: value });
  };
}

function submitWord(view: View): (event: SubmitEvent) => void {
  return (event) => {
    const typed = typedIn(event);
    const [value, word] = [typed('code'), typed('word')];
    if (
      !areFilled(view, [
        ['code', value],
        ['word', word],
      ])
    )
      return;
    if (word.length < SHORTEST_WORD) view.complain('word', 'newWordHint');
    else view.act({ kind: 'renew-word', code: value, word });
  };
}

const SHORTEST_WORD = 6;
