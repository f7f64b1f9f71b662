import { noChange } from 'lit';
import type { ElementPart } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import { isTextField } from '../elements.ts';

export interface Wiring {
  /** Ids of elements that say more about the field. */
  readonly describedBy: readonly string[];
  readonly isInvalid: boolean;
  readonly inputMode: string;
  readonly isCode: boolean;
}

/**
 * Gives the native input inside a text field what a screen reader and a soft keyboard need, and what
 * the toolkit has no attribute for. Ids do not reach into a shadow tree; element references do.
 */
class Wired extends Directive {
  override update({ element }: ElementPart, [wiring]: [Wiring]): typeof noChange {
    if (isTextField(element)) {
      void element.updateComplete.then(() => wire(element.wrappedElement, wiring));
    }
    return noChange;
  }

  /** Nothing is drawn: `update` does it all. */
  readonly render: (wiring: Wiring) => typeof noChange = () => noChange;
}

function wire(input: HTMLInputElement, wiring: Wiring): void {
  const { describedBy, isInvalid, inputMode, isCode } = wiring;
  input.setAttribute('aria-invalid', String(isInvalid));
  input.setAttribute('inputmode', inputMode);
  input.setAttribute('autocomplete', isCode ? 'one-time-code' : 'off');
  input.setAttribute('autocapitalize', 'off');
  input.setAttribute('spellcheck', 'false');
  input.ariaDescribedByElements = describedBy.flatMap((id) => document.getElementById(id) ?? []);
}

export const wired = directive(Wired);
