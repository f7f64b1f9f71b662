import { html } from 'lit';
import type { DetailsScreen, RenewScreen } from '../../protocol/screens.ts';
import type { Drawn } from '../frame.ts';
import { callout } from '../parts/blocks.ts';
import { button } from '../parts/button.ts';
import { areFilled, field, typedIn } from '../parts/field.ts';
import { label } from '../parts/label.ts';
import type { View } from '../view.ts';
import { visibleText } from '../../../page/ui/visibleText.ts';

/** Bilgi Güncelle. */
export function details(view: View, screen: DetailsScreen): Drawn {
  const { words, local } = view;
  const { address, phone, email } = local.draft?.screen === 'details' ? local.draft : screen;
  const typed = (field: 'address' | 'phone' | 'email') => (text: string) => {
    view.note({ screen: 'details', address, phone, email, [field]: text });
  };
  return {
    heading: label(words, 'details'),
    lead: words.say('detailsLead'),
    body: html`<form class="panel" novalidate autocomplete="off" @submit=${submit(view)}>
      <dl>
        <dt>${words.say('organisation')}</dt>
        <dd><bdi>${visibleText(screen.tradeName)}</bdi></dd>
        <dt>${label(words, 'vkn')}</dt>
        <dd class="number">${screen.vkn}</dd>
      </dl>
      ${field(view, {
        field: 'address',
        label: words.say('address'),
        name: words.say('address'),
        value: address,
        onInput: typed('address'),
        size: 'long',
      })}
      ${field(view, {
        field: 'phone',
        label: words.say('phoneNumber'),
        name: words.say('phoneNumber'),
        hint: words.say('phoneHint'),
        type: 'tel',
        inputMode: 'tel',
        maxLength: 32,
        value: phone,
        onInput: typed('phone'),
      })}
      ${field(view, {
        field: 'email',
        label: words.say('email'),
        name: words.say('email'),
        type: 'email',
        inputMode: 'email',
        value: email,
        onInput: typed('email'),
        size: 'long',
      })}
      <div class="actions">
        ${button(view, {
          text: words.say('saveDetails'),
          action: { kind: 'save-details', address: '', phone: '', email: '' },
          look: 'primary',
          submits: true,
        })}
        ${button(view, { text: words.say('cancel'), action: { kind: 'go', to: 'menu' } })}
      </div>
    </form>`,
  };
}

function submit(view: View): (event: SubmitEvent) => void {
  return (event) => {
    const typed = typedIn(event);
    const [address, phone, email] = [typed('address'), typed('phone'), typed('email')];
    const values = [
      ['address', address],
      ['phone', phone],
      ['email', email],
    ] as const;
    if (areFilled(view, values)) view.act({ kind: 'save-details', address, phone, email });
  };
}

/** Yenileme: what it costs, and what comes of it. */
export function renew(view: View, screen: RenewScreen): Drawn {
  const { words } = view;
  const { card, allowed, allowedFrom, fee } = screen;
  return {
    heading: label(words, 'renew'),
    lead: words.say('renewLead', visibleText(card.name)),
    body: html`<div class="panel">
      <dl>
        <dt>${words.say('fee')}</dt>
        <dd class="large">${visibleText(fee)}</dd>
      </dl>
      <p>${words.say('renewMeans', `“${words.name('activate')}”`)}</p>
      ${allowed ? '' : callout('info', words.say('renewEarly', words.day(allowedFrom)))}
      <div class="actions">
        ${
          allowed
            ? button(view, {
                text: words.say('renewOrder', visibleText(fee)),
                action: { kind: 'renew', card: card.serial },
                look: 'primary',
              })
            : ''
        }
        ${button(view, { text: words.say('cancel'), action: { kind: 'go', to: 'menu' } })}
      </div>
    </div>`,
  };
}
