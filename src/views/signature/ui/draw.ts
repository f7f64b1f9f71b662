import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { DocumentPart, Note, ReportPage, SignaturePart, Verdict } from '../protocol/page.ts';
import { icon } from '../../page/ui/icon.ts';
import { certificateTree } from './certificateTree.ts';
import { findingList } from './findings.ts';
import { factList, goLink, referenceList, section, timeStampList } from './parts.ts';
import type { View } from './report.ts';

/** The whole report: what came out first, then why. */
export function drawReport(page: ReportPage, view: View): TemplateResult {
  const { file, validated, notes, holds, documents } = page;
  return html`<div class="page">
    <header>
      <p class="kicker">${view.say('report')}</p>
      <h1 tabindex="-1">${file}</h1>
      <p class="hint">${validated}</p>
      ${toolbar(view, holds)}
      <div role="status">
        ${holds ? nothing : note({ look: 'warning', text: view.say('changed') })}
      </div>
      ${notes.map(note)}
    </header>
    <main>${documents.map((document) => documentPart(document, view))}</main>
  </div>`;
}

/** To validate again is what is to be done only when something has changed. */
function toolbar(view: View, holds: boolean): TemplateResult {
  const exportButton = (format: 'text' | 'json' | 'sarif', text: string): TemplateResult =>
    html`<button
      type="button"
      class="link"
      aria-label="${view.say('exportAs')} ${text}"
      @click=${() => view.ask({ type: 'export', format })}
    >
      ${text}
    </button>`;
  return html`<div class="toolbar">
    <vscode-button ?secondary=${holds} @click=${() => view.ask({ type: 'validate' })}>
      <span slot="content-before">${icon('refresh')}</span>${view.say('validateAgain')}
    </vscode-button>
    <span class="exports">
      <span class="hint">${icon('export')}${view.say('exportAs')}</span>
      ${exportButton('text', view.say('exportText'))}
      ${exportButton('json', view.say('exportJson'))}
      ${exportButton('sarif', view.say('exportSarif'))}
    </span>
  </div>`;
}

function note({ look, text }: Note): TemplateResult {
  return html`<p class="note ${look}">${icon(look)}<span>${text}</span></p>`;
}

function documentPart(part: DocumentPart, view: View): TemplateResult {
  const { name, kind, unsigned, findings, signatures } = part;
  return html`<article>
    ${name === null ? nothing : html`<h2 class="part">${view.say('insideFile', name)}</h2>`}
    ${kind === null ? nothing : html`<p class="kind">${kind}</p>`}
    ${unsigned === null ? nothing : verdictBlock(unsigned, null)}
    ${findings.length === 0 ? nothing : findingList(findings, view)}
    ${signatures.map((signature) => signaturePart(signature, view))}
  </article>`;
}

function signaturePart(signature: SignaturePart, view: View): TemplateResult {
  const { heading, verdict, facts, findings, references, timeStamps, chain, place } = signature;
  return html`<div class="signature">
    ${verdictBlock(verdict, html`${heading} ${place === null ? nothing : goLink(view, place)}`)}
    ${findingList(findings, view)} ${factList(facts)}
    ${section(view.say('references'), references.length, referenceList(references, view))}
    ${section(view.say('timeStamps'), timeStamps.length, timeStampList(timeStamps))}
    ${section(view.say('chain'), chain.length, certificateTree(chain, view))}
  </div>`;
}

const ICONS: Readonly<Record<Verdict['look'], string>> = {
  passed: 'pass-filled',
  failed: 'error',
  open: 'question',
  none: 'circle-slash',
};

/** The verdict: by word, by sign, and last by colour. */
function verdictBlock(verdict: Verdict, heading: TemplateResult | null): TemplateResult {
  const { look, word, meaning, indication } = verdict;
  return html`<div class="verdict ${look}">
    ${icon(ICONS[look])}
    <div>
      <h2>
        <span class="word">${word}</span
        >${heading === null ? nothing : html` <span class="who">${heading}</span>`}
      </h2>
      ${meaning === '' ? nothing : html`<p>${meaning}</p>`}
      ${indication === null ? nothing : html`<p class="indication">${indication}</p>`}
    </div>
  </div>`;
}
