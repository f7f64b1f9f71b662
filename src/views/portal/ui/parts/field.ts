import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Field } from '../../protocol/messages.ts';
import type { View } from '../view.ts';
import { isTextField } from '../elements.ts';
import { icon } from '../../../page/ui/icon.ts';
import { wired } from './wired.ts';

export interface FieldOptions {
  readonly field: Field;
  readonly label: TemplateResult | string;
  /** The label in one line, for screen readers. */
  readonly name: string;
  readonly hint?: TemplateResult | string;
  /** What is wrong with it by now; it holds also where the host found another fault before. */
  readonly slip?: string | undefined;
  readonly type?: 'text' | 'password' | 'tel' | 'email';
  readonly inputMode?: 'text' | 'numeric' | 'tel' | 'email';
  readonly isCode?: boolean;
  readonly maxLength?: number;
  readonly value?: string;
  /** At the end, inside the box. */
  readonly after?: TemplateResult | typeof nothing;
  readonly onInput?: (text: string) => void;
  readonly size?: 'short' | 'long';
}

/** A text field with its label, its hint and its problem. */
export function field(view: View, options: FieldOptions): TemplateResult {
  const { field: id, hint, slip, type = 'text' } = options;
  const problem = slip ?? (view.problem?.field === id ? view.problem.text : undefined);
  const wiring = {
    describedBy: [`${id}-hint`, `${id}-problem`],
    isInvalid: problem !== undefined,
    inputMode: options.inputMode ?? 'text',
    isCode: options.isCode ?? false,
  };
  return html`<div class="field ${options.size ?? 'short'}">
    <label for=${id}>${options.label}</label>
    <vscode-textfield
      id=${id}
      name=${id}
      type=${type}
      autocomplete=${wiring.isCode ? 'one-time-code' : 'off'}
      .label=${options.name}
      .maxLength=${options.maxLength ?? 200}
      .value=${options.value ?? ''}
      ?invalid=${wiring.isInvalid}
      data-invalid=${ifDefined(wiring.isInvalid ? '' : undefined)}
      @input=${(event: Event) => {
        view.typing(id);
        options.onInput?.(valueOf(event));
      }}
      ${wired(wiring)}
      >${options.after ?? nothing}</vscode-textfield
    >
    ${hint === undefined ? nothing : html`<p class="hint" id="${id}-hint">${hint}</p>`}
    <p class="problem" id="${id}-problem" role="alert">
      ${problem === undefined ? nothing : html`${icon('error')}<span>${problem}</span>`}
    </p>
  </div>`;
}

function valueOf({ currentTarget }: Event): string {
  return currentTarget instanceof Element && isTextField(currentTarget) ? currentTarget.value : '';
}

/** What stands in the fields of a form that is sent. */
export function typedIn(event: SubmitEvent): (field: Field) => string {
  event.preventDefault();
  const form = event.currentTarget;
  if (!(form instanceof HTMLFormElement)) return () => '';
  return (field) => {
    const element = form.querySelector(`#${field}`);
    if (element === null || !isTextField(element)) return '';
    // A security word may begin or end with a blank.
    return field === 'word' ? element.value : element.value.trim();
  };
}

/** Complains about the first empty field. @returns whether all are filled. */
export function areFilled(view: View, values: readonly (readonly [Field, string])[]): boolean {
  const empty = values.find(([, value]) => value === '');
  if (empty !== undefined) view.complain(empty[0], 'empty');
  return empty === undefined;
}
