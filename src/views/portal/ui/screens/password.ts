import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { CaptchaPicture, ForgottenScreen, PasswordScreen } from '../../protocol/screens.ts';
import { hasVknShape, isValidVkn } from '../../protocol/taxNumber.ts';
import type { Drawn } from '../frame.ts';
import { guideStep } from '../parts/blocks.ts';
import { button } from '../parts/button.ts';
import { areFilled, field, typedIn } from '../parts/field.ts';
import { icon } from '../../../page/ui/icon.ts';
import { label } from '../parts/label.ts';
import type { View } from '../view.ts';
import type { Words } from '../words.ts';

/** Şifreli Giriş Ekranı. */
export function password(view: View, screen: PasswordScreen): Drawn {
  const { words } = view;
  return {
    heading: label(words, 'passwordSignIn'),
    lead: words.say('passwordLead'),
    body: html`<form class="panel" novalidate autocomplete="off" @submit=${submitSignIn(view)}>
        ${vknField(view, screen)} ${pictureField(view, screen.captcha)}
        ${wordField(
          view,
          label(words, 'word'),
          words.name('word'),
          words.say('wordHint', words.label('forgotten')),
        )}
        <div class="actions">
          ${button(view, {
            text: label(words, 'signIn'),
            action: { kind: 'sign-in', vkn: '', picture: '', word: '' },
            look: 'primary',
            submits: true,
          })}
          <button
            type="button"
            class="link"
            @click=${() => view.act({ kind: 'go', to: 'forgotten' })}
          >
            ${label(words, 'forgotten')}
          </button>
        </div>
      </form>
      ${guideStep(words, 5)}`,
  };
}

/** Güvenlik Sözcüğümü Unuttum: the first half, before the code. */
export function forgotten(view: View, screen: ForgottenScreen): Drawn {
  const { words } = view;
  return {
    heading: label(words, 'forgotten'),
    lead: words.say('forgottenLead'),
    body: html`<form class="panel" novalidate autocomplete="off" @submit=${submitForgotten(view)}>
      ${vknField(view, screen)} ${pictureField(view, screen.captcha)}
      <div class="actions">
        ${button(view, {
          text: words.say('confirmCode'),
          action: { kind: 'forgot-word', vkn: '', picture: '' },
          look: 'primary',
          submits: true,
        })}
      </div>
    </form>`,
  };
}

/** A secret that is typed: masked, and shown on request. */
export function wordField(
  view: View,
  text: TemplateResult | string,
  name: string,
  hint: string,
): TemplateResult {
  const { words, local } = view;
  const does = words.say(local.isWordShown ? 'hideWord' : 'showWord');
  return field(view, {
    field: 'word',
    label: text,
    name,
    hint,
    type: local.isWordShown ? 'text' : 'password',
    maxLength: 64,
    after: html`<button
      slot="content-after"
      type="button"
      class="in-field"
      aria-label=${does}
      title=${does}
      aria-pressed=${local.isWordShown ? 'true' : 'false'}
      @click=${() => view.change({ isWordShown: !local.isWordShown })}
    >
      ${icon(local.isWordShown ? 'eye-closed' : 'eye')}
    </button>`,
  });
}

function vknField(view: View, screen: PasswordScreen | ForgottenScreen): TemplateResult {
  const { words, local } = view;
  const { vkn } = local.draft?.screen === screen.kind ? local.draft : screen;
  return field(view, {
    field: 'vkn',
    label: label(words, 'vkn'),
    name: words.name('vkn'),
    hint: words.say('vknHint'),
    slip: slipIn(withoutBlanks(vkn), words),
    inputMode: 'numeric',
    maxLength: 20,
    value: vkn,
    onInput: (text) => view.note({ screen: screen.kind, vkn: text }),
  });
}

/** A wrong check digit is told as soon as the number is complete; other things on sending. */
function slipIn(vkn: string, words: Words): string | undefined {
  if (/[^0-9]/.test(vkn)) return words.say('vknWrongLength');
  return hasVknShape(vkn) && !isValidVkn(vkn) ? words.say('vknWrongDigit') : undefined;
}

function pictureField(view: View, captcha: CaptchaPicture): TemplateResult {
  const { words } = view;
  const { image, told } = captcha;
  return html`<div class="captcha">
    ${
      image.startsWith('data:image/')
        ? html`<img src=${image} alt=${words.say('pictureName')} />`
        : nothing
    }
    <div class="captcha-actions">
      ${button(view, {
        text: words.say('newPicture'),
        action: { kind: 'new-picture' },
        icon: 'refresh',
      })}
      ${button(view, {
        text: words.say('tellPicture'),
        action: { kind: 'tell-picture' },
        icon: 'unmute',
      })}
    </div>
    <p role="status" class="told">
      ${told === null ? nothing : html`${icon('comment')}${words.say('told', spelled(told))}`}
    </p>
    ${
      // Another picture has another text.
      keyed(
        image,
        field(view, {
          field: 'picture',
          label: label(words, 'picture'),
          name: words.name('picture'),
          hint: words.say('pictureHint'),
          maxLength: 32,
        }),
      )
    }
  </div>`;
}

/** With blanks, so that it is read out letter by letter. */
function spelled(text: string): string {
  return Array.from(text).join(' ');
}

function submitSignIn(view: View): (event: SubmitEvent) => void {
  return (event) => {
    const typed = typedIn(event);
    const [vkn, picture, word] = [withoutBlanks(typed('vkn')), typed('picture'), typed('word')];
    const values = [
      ['vkn', vkn],
      ['picture', picture],
      ['word', word],
    ] as const;
    if (!areFilled(view, values) || !isTaxNumber(view, vkn)) return;
    view.act({ kind: 'sign-in', vkn, picture, word });
  };
}

function submitForgotten(view: View): (event: SubmitEvent) => void {
  return (event) => {
    const typed = typedIn(event);
    const [vkn, picture] = [withoutBlanks(typed('vkn')), typed('picture')];
    const values = [
      ['vkn', vkn],
      ['picture', picture],
    ] as const;
    if (!areFilled(view, values) || !isTaxNumber(view, vkn)) return;
    view.act({ kind: 'forgot-word', vkn, picture });
  };
}

function isTaxNumber(view: View, vkn: string): boolean {
  if (!hasVknShape(vkn)) view.complain('vkn', 'vknWrongLength');
  else if (!isValidVkn(vkn)) view.complain('vkn', 'vknWrongDigit');
  return isValidVkn(vkn);
}

/** Numbers are often copied in groups. */
function withoutBlanks(text: string): string {
  return text.replace(/\s/g, '');
}
