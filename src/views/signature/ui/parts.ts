import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Fact, PagePlace, ReferenceRow, TimeStampRow } from '../protocol/page.ts';
import { icon } from '../../page/ui/icon.ts';
import type { View } from './report.ts';

/** A way to a place of the document. */
export function goLink(view: View, place: PagePlace): TemplateResult {
  const line = String(place.line);
  return html`<button
    type="button"
    class="link place"
    title=${view.say('goTo', line)}
    @click=${() => view.ask({ type: 'go', place })}
  >
    ${view.say('line', line)}
  </button>`;
}

/** What is known, name by name. */
export function factList(facts: readonly Fact[]): TemplateResult | typeof nothing {
  if (facts.length === 0) return nothing;
  return html`<dl>
    ${facts.map(
      ({ name, value }) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** A part with its heading; nothing when there is nothing in it. */
export function section(
  heading: string,
  count: number,
  content: TemplateResult,
): TemplateResult | typeof nothing {
  return count === 0
    ? nothing
    : html`<section>
        <h3>${heading}</h3>
        ${content}
      </section>`;
}

/** What the signature covers. */
export function referenceList(references: readonly ReferenceRow[], view: View): TemplateResult {
  return html`<ul class="rows">
    ${references.map((reference) => referenceRow(reference, view))}
  </ul>`;
}

function referenceRow(reference: ReferenceRow, view: View): TemplateResult {
  const { title, valid, verdict, facts, place, digested } = reference;
  return html`<li>
    <p class="row-head">
      ${state(valid, verdict)}<span class="title">${title}</span>
      ${place === null ? nothing : goLink(view, place)}
      ${digested === null ? nothing : canonicalLink(view, digested, title)}
    </p>
    ${details(facts, view, !valid)}
  </li>`;
}

function canonicalLink(view: View, reference: number, title: string): TemplateResult {
  return html`<button
    type="button"
    class="link aside"
    @click=${() => view.ask({ type: 'canonical', reference })}
  >
    ${view.say('showCanonical')}<span class="unseen">: ${title}</span>
  </button>`;
}

/** What proves when it was signed. */
export function timeStampList(timeStamps: readonly TimeStampRow[]): TemplateResult {
  return html`<ul class="rows">
    ${timeStamps.map(
      ({ title, valid, verdict, facts }) =>
        html`<li>
          <p class="row-head">${state(valid, verdict)}<span class="title">${title}</span></p>
          ${factList(facts)}
        </li>`,
    )}
  </ul>`;
}

function state(valid: boolean, verdict: string): TemplateResult {
  return html`<span class="state ${valid ? 'good' : 'bad'}"
    >${icon(valid ? 'pass' : 'error')}${verdict}</span
  >`;
}

/** More, for those who want to know. */
export function details(
  facts: readonly Fact[],
  view: View,
  isOpen = false,
): TemplateResult | typeof nothing {
  if (facts.length === 0) return nothing;
  return html`<details ?open=${isOpen}>
    <summary>${view.say('details')}</summary>
    ${factList(facts)}
  </details>`;
}
