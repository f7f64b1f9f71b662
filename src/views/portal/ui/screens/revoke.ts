import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Draft } from '../../protocol/messages.ts';
import type { CertificateRow, RevokeScreen } from '../../protocol/screens.ts';
import { REVOCATION_REASONS } from '../../protocol/screens.ts';
import type { Drawn } from '../frame.ts';
import { callout } from '../parts/blocks.ts';
import { button } from '../parts/button.ts';
import { areFilled, field, typedIn } from '../parts/field.ts';
import { label } from '../parts/label.ts';
import { stateBadge } from '../parts/stateBadge.ts';
import type { View } from '../view.ts';
import { visibleText } from '../../../page/ui/visibleText.ts';

/** Sertifikamı İptal Et: what it means, why, and the serial number once more. */
export function revoke(view: View, { certificate }: RevokeScreen): Drawn {
  const { words } = view;
  const { serialNumber } = certificate;
  const { reason, confirmed } = draftOf(view);
  return {
    heading: label(words, 'revoke'),
    body: html`${whose(view, certificate)}
      ${callout(
        'warning',
        html`<h2>${words.say('revokeWhat')}</h2>
          <ul>
            ${(['revokeNever', 'revokeAtOnce', 'revokeFee'] as const).map(
              (id) => html`<li>${words.say(id)}</li>`,
            )}
          </ul>`,
      )}
      <form class="panel" novalidate autocomplete="off" @submit=${submit(view, serialNumber)}>
        ${reasons(view)}
        ${field(view, {
          field: 'confirmed',
          label: words.say('revokeSerial'),
          name: words.say('revokeSerial'),
          hint: words.say('revokeSerialHint', serialNumber),
          maxLength: 80,
          value: confirmed,
          onInput: (text) => view.note({ ...draftOf(view), confirmed: text }),
          size: 'long',
        })}
        <div class="actions">
          ${button(view, {
            text: label(words, 'revoke'),
            action: {
              kind: 'revoke',
              certificate: serialNumber,
              reason,
              confirmed: '',
            },
            look: 'danger',
            submits: true,
          })}
          ${button(view, { text: words.say('cancel'), action: { kind: 'go', to: 'menu' } })}
        </div>
      </form>`,
  };
}

function draftOf({ local }: View): Extract<Draft, { screen: 'revoke' }> {
  if (local.draft?.screen === 'revoke') return local.draft;
  return { screen: 'revoke', reason: 'unspecified', confirmed: '' };
}

function whose({ words }: View, certificate: CertificateRow): TemplateResult {
  return html`<div class="panel">
    <div class="card-head">
      <div class="card-what">
        <bdi class="name">${visibleText(certificate.commonName)}</bdi>
        <span class="hint"
          >${words.say(certificate.purpose)} · <bdi>${visibleText(certificate.label)}</bdi></span
        >
        <span class="hint number">${words.say('serial', certificate.serialNumber)}</span>
      </div>
      ${stateBadge(words, certificate.state)}
    </div>
  </div>`;
}

function reasons(view: View): TemplateResult {
  const { words } = view;
  const draft = draftOf(view);
  return html`<fieldset class="field">
    <legend>${words.say('revokeReason')}</legend>
    ${REVOCATION_REASONS.map(
      (reason) =>
        html`<label class="choice">
          <input
            type="radio"
            name="reason"
            value=${reason}
            .checked=${draft.reason === reason}
            @change=${() => view.note({ ...draft, reason })}
          />
          <span>${words.say(reason)}</span>
        </label>`,
    )}
  </fieldset>`;
}

function submit(view: View, serialNumber: string): (event: SubmitEvent) => void {
  return (event) => {
    const confirmed = typedIn(event)('confirmed').replace(/[\s:]/g, '').toUpperCase();
    if (!areFilled(view, [['confirmed', confirmed]])) return;
    if (confirmed !== serialNumber) {
      view.complain('confirmed', 'serialDiffers');
      return;
    }
    const { reason } = draftOf(view);
    view.act({ kind: 'revoke', certificate: serialNumber, reason, confirmed });
  };
}
