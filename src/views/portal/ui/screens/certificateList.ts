import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Action } from '../../protocol/messages.ts';
import type { CertificateAction, CertificateRow } from '../../protocol/screens.ts';
import { rowButton } from '../parts/button.ts';
import { label } from '../parts/label.ts';
import { stateBadge, stateLabel } from '../parts/stateBadge.ts';
import type { View } from '../view.ts';
import { visibleText } from '../../../page/ui/visibleText.ts';
import type { Words } from '../words.ts';

/** From so many on a filter helps. */
const FILTERED_FROM = 6;

/**
 * The certificates of the organisation: a table, which a narrow page shows as cards. Rows out of
 * sight are laid out only when they come into it, so that hundreds scroll as lightly as two.
 */
export function certificateList(
  view: View,
  rows: readonly CertificateRow[],
  focus: string | null,
): TemplateResult {
  const { words } = view;
  if (rows.length === 0) return html`<p class="empty">${words.say('noCertificates')}</p>`;
  const fitting = fittingRows(words, rows, view.local.filter);
  return html`${rows.length < FILTERED_FROM ? nothing : filter(view, fitting.size, rows.length)}
    ${fitting.size === 0 ? html`<p class="empty">${words.say('nothingFits')}</p>` : nothing}
    <div
      role="table"
      class="certificates"
      aria-label=${words.say('certificates')}
      ?hidden=${fitting.size === 0}
    >
      <div role="rowgroup">
        <div role="row" class="head">
          ${COLUMNS.map((id) => html`<span role="columnheader">${words.say(id)}</span>`)}
        </div>
      </div>
      <div role="rowgroup">
        ${repeat(
          rows,
          ({ serialNumber }) => serialNumber,
          (row) =>
            html`<div
              role="row"
              class="certificate ${row.serialNumber === focus ? 'focused' : ''}"
              id="certificate-${row.serialNumber}"
              tabindex="-1"
              ?hidden=${!fitting.has(row)}
            >
              ${guard([row, words, busyActions(view, row)], () => rowCells(view, row))}
            </div>`,
        )}
      </div>
    </div>`;
}

const COLUMNS = ['columnCertificate', 'columnState', 'columnValidity', 'columnActions'] as const;

function filter(view: View, shown: number, all: number): TemplateResult {
  const { words, local } = view;
  return html`<div class="filter">
    <vscode-textfield
      id="filter"
      type="search"
      autocomplete="off"
      .label=${words.say('filter')}
      placeholder=${words.say('filter')}
      .value=${local.filter}
      @input=${(event: Event) => {
        const { value } = event.currentTarget as HTMLInputElement;
        view.change({ filter: value });
      }}
    ></vscode-textfield>
    <p role="status" class="hint">${words.say('filterCount', String(shown), String(all))}</p>
  </div>`;
}

/** Every word of the filter occurs somewhere in what is shown of the row. */
function fittingRows(
  words: Words,
  rows: readonly CertificateRow[],
  filterText: string,
): ReadonlySet<CertificateRow> {
  const asked = folded(filterText)
    .split(/\s+/)
    .filter((word) => word !== '');
  return new Set(
    rows.filter((row) => {
      const { commonName, label: name, serialNumber, cardSerial } = row;
      const state = words.name(stateLabel(row.state));
      const text = [commonName, name, serialNumber, cardSerial, state].join(' ');
      return asked.length === 0 || asked.every((word) => folded(text).includes(word));
    }),
  );
}

/** So that i, ı, İ and I find each other in every language. */
function folded(text: string): string {
  return text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ı', 'i');
}

/** Which of its buttons are busy: with the row itself, all that its cells depend on. */
function busyActions(view: View, row: CertificateRow): string {
  return row.actions.filter((does) => view.isBusy(actionOf(row, does))).join();
}

function rowCells(view: View, row: CertificateRow): TemplateResult {
  const { words } = view;
  return html`<div role="cell" class="who">
      <bdi class="name">${visibleText(row.commonName)}</bdi>
      <span class="hint">${words.say(row.purpose)} · <bdi>${visibleText(row.label)}</bdi></span>
      <span class="hint number">${words.say('serial', row.serialNumber)}</span>
    </div>
    <div role="cell" class="state-cell">
      ${stateBadge(words, row.state)}
      <span class="hint">${words.say('since', words.day(row.since))}</span>
    </div>
    <div role="cell" class="validity">
      <span class="hint">${words.say('validity', words.day(row.notAfter))}</span>
    </div>
    <div role="cell" class="row-actions">
      ${row.actions.map((action) => actionButton(view, row, action))}
    </div>`;
}

function actionButton(view: View, row: CertificateRow, does: CertificateAction): TemplateResult {
  const { words } = view;
  return rowButton(view, {
    text: label(words, does),
    about: visibleText(row.label),
    action: actionOf(row, does),
    ...(does === 'revoke' && { look: 'danger' }),
  });
}

function actionOf(row: CertificateRow, does: CertificateAction): Action {
  const certificate = row.serialNumber;
  switch (does) {
    case 'activate':
    case 'suspend':
      return { kind: does, certificate };
    case 'revoke':
      return { kind: 'ask-revoke', certificate };
    case 'renew':
      return { kind: 'ask-renew', card: row.cardSerial };
  }
}
