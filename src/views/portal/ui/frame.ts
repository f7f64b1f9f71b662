import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Crumb } from './trail.ts';
import { trailOf } from './trail.ts';
import { button } from './parts/button.ts';
import { callout } from './parts/blocks.ts';
import { icon } from '../../page/ui/icon.ts';
import { label } from './parts/label.ts';
import type { View } from './view.ts';
import { visibleText } from '../../page/ui/visibleText.ts';

/** What a screen gives to its frame. */
export interface Drawn {
  readonly heading: TemplateResult | string;
  readonly lead?: TemplateResult | string;
  readonly body: TemplateResult;
}

/** Everything around a screen: who is signed in, the way back, the heading, news and problems. */
export function frame(view: View, { heading, lead, body }: Drawn): TemplateResult {
  const { words, state, problem } = view;
  const isAtField = problem !== null && problem.field !== null;
  return html`<div class="page">
    <header>${topBar(view)} ${trail(view)}</header>
    <main>
      <h1 id="heading" tabindex="-1">${heading}</h1>
      ${lead === undefined ? nothing : html`<p class="lead">${lead}</p>`}
      <div role="status" class="notice">
        ${state.notice === null ? nothing : html`${icon('pass')}<span>${visibleText(state.notice)}</span>`}
      </div>
      <div role="alert" class="page-problem">
        ${problem === null || isAtField ? nothing : callout('error', visibleText(problem.text))}
      </div>
      ${body}
    </main>
    <footer>${icon('beaker')}<span>${words.say('simulationMeaning')}</span></footer>
  </div>`;
}

function topBar(view: View): TemplateResult {
  const { words, state } = view;
  const { session, movedClock } = state;
  return html`<div class="bar">
    <span class="mark">${icon('beaker')}${words.say('simulation')}</span>
    ${
      movedClock === null
        ? nothing
        : html`<span class="clock"
            >${icon('clock')}${words.say('movedClock', words.moment(movedClock))}</span
          >`
    }
    ${
      session === null
        ? nothing
        : html`<span class="session">
            <span class="unseen">${words.say('signedIn', '')}</span>
            <bdi class="organisation">${visibleText(session.tradeName)}</bdi>
            <span class="number">${session.vkn}</span>
            ${button(view, {
              text: label(words, 'signOut'),
              action: { kind: 'sign-out' },
              icon: 'sign-out',
            })}
          </span>`
    }
  </div>`;
}

function trail(view: View): TemplateResult | typeof nothing {
  const { words, state } = view;
  const crumbs = trailOf(state.screen.kind).filter((crumb) => isReachable(crumb, state.session));
  const last = crumbs.at(-1);
  if (last === undefined) return nothing;
  return html`<nav aria-label=${words.say('trail')}>
    <button
      type="button"
      class="back"
      aria-label=${words.say('back')}
      title=${words.say('back')}
      @click=${() => view.act({ kind: 'go', to: last.place })}
    >
      ${icon('arrow-left')}
    </button>
    <ol>
      ${crumbs.map((crumb) => html`<li>${crumbLink(view, crumb)}</li>`)}
    </ol>
  </nav>`;
}

function crumbLink(view: View, { place, label: id }: Crumb): TemplateResult {
  const { words } = view;
  const text =
    id === null
      ? words.say('home')
      : html`<span lang="tr">${words.label(id)}</span
          ><span class="unseen">${words.meaning(id)}</span>`;
  return html`<button
    type="button"
    class="link"
    title=${id === null ? nothing : words.meaning(id) || nothing}
    @click=${() => view.act({ kind: 'go', to: place })}
  >
    ${text}
  </button>`;
}

function isReachable({ place }: Crumb, session: View['state']['session']): boolean {
  return place !== 'menu' || session !== null;
}
