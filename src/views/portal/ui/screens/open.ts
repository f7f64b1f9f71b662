import { html, nothing } from 'lit';
import type { HomeScreen, RealCardScreen, UnavailableScreen } from '../../protocol/screens.ts';
import type { Drawn } from '../frame.ts';
import { callout, guideStep, tile } from '../parts/blocks.ts';
import { button } from '../parts/button.ts';
import { label } from '../parts/label.ts';
import type { View } from '../view.ts';
import { visibleText } from '../../../page/ui/visibleText.ts';

/** The screens that need no sign-in and ask for nothing. */

export function home(view: View, screen: HomeScreen): Drawn {
  const { words } = view;
  return {
    heading: words.say('portalName'),
    lead: words.say('homeLead'),
    body: html`<div class="tiles">
        ${tile(view, {
          icon: 'desktop-download',
          title: label(words, 'drivers'),
          text: words.say('driversFor', screen.system),
          action: { kind: 'open-official', page: 'drivers' },
          opensOutside: true,
        })}
        ${tile(view, {
          icon: 'pulse',
          title: words.say('checkComputer'),
          text: words.say('checkComputerFor'),
          action: { kind: 'check-computer' },
        })}
        ${tile(view, {
          icon: 'globe',
          title: label(words, 'onlineServices'),
          text: words.say('goOnline'),
          action: { kind: 'go', to: 'online-services' },
        })}
      </div>
      ${guideStep(words, 2)}`,
  };
}

export function onlineServices(view: View): Drawn {
  const { words } = view;
  return {
    heading: label(words, 'onlineServices'),
    lead: words.say('onlineLead'),
    body: html`<div class="tiles">
        ${tile(view, {
          icon: 'verified',
          title: label(words, 'certificateServices'),
          text: words.say('goOnline'),
          action: { kind: 'go', to: 'verification' },
        })}
      </div>
      ${guideStep(words, 3)}`,
  };
}

export function verification(view: View): Drawn {
  const { words } = view;
  return {
    heading: label(words, 'verification'),
    body: html`<div class="tiles">
        ${tile(view, {
          icon: 'key',
          title: label(words, 'passwordSignIn'),
          text: words.say('passwordWay'),
          action: { kind: 'go', to: 'password' },
        })}
        ${tile(view, {
          icon: 'edit',
          title: label(words, 'signatureSignIn'),
          text: words.say('signatureWay'),
          action: { kind: 'go', to: 'signature' },
        })}
      </div>
      ${guideStep(words, 4)}`,
  };
}

/** A real card: the ways of the real portal, and nothing that touches the card. */
export function realCard(view: View, screen: RealCardScreen): Drawn {
  const { words } = view;
  const online = `“${words.name('onlineServices')}”`;
  return {
    heading: words.say('realCard'),
    ...(screen.reader !== '' && {
      lead: words.say('realCardLead', visibleText(screen.reader)),
    }),
    body: html`<p>${words.say('realCardWhy')}</p>
      ${callout('warning', words.say('neverPuk'))}
      <section class="panel">
        <h2>${words.say('newWay')}</h2>
        <p>
          ${words.say('newWaySteps', `“${words.name('createPin')}”`, `“${words.name('verify')}”`)}
        </p>
        ${button(view, {
          text: words.say('openNewPortal'),
          action: { kind: 'open-official', page: 'new-portal' },
          icon: 'link-external',
          look: 'primary',
        })}
      </section>
      <section class="panel">
        <h2>${words.say('oldWay')}</h2>
        <p>
          ${words.say(
            'oldWaySteps',
            online,
            `“${words.name('certificateServices')}”`,
            `“${words.name('unlock')}”`,
            `“${words.name('secrets')}”`,
          )}
        </p>
        ${button(view, {
          text: words.say('openOldPortal'),
          action: { kind: 'open-official', page: 'old-portal' },
          icon: 'link-external',
        })}
      </section>
      <section class="panel">
        <h2>${words.say('needs')}</h2>
        <p>${words.say('needsText')}</p>
        <p>${words.say('callCentre', '444 5 576')}</p>
      </section>`,
  };
}

export function unavailable(view: View, screen: UnavailableScreen): Drawn {
  const { words } = view;
  return {
    heading: words.say('unavailable'),
    body: html`${callout(
        'warning',
        html`<p>${visibleText(screen.what)}</p>
          <p>${visibleText(screen.advice)}</p>`,
      )}
      <div class="actions">
        ${button(view, {
          text: words.say(screen.mayStart ? 'start' : 'tryAgain'),
          action: { kind: 'start-simulator' },
          icon: screen.mayStart ? 'debug-start' : 'refresh',
          look: 'primary',
        })}
        ${
          view.state.session === null
            ? button(view, { text: words.say('home'), action: { kind: 'go', to: 'home' } })
            : nothing
        }
      </div>`,
  };
}
