/**
 * The only place that knows the toolkit, so that native controls could take over. Taken singly: what
 * is not named here is not in the bundle. Check boxes, radio buttons and foldings are native ones,
 * because the toolkit's are no such thing to a screen reader.
 */
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';

/** A text field, whose native input is inside. */
export type TextField = VscodeTextfield;

export function isTextField(element: Element): element is TextField {
  return element.localName === 'vscode-textfield';
}
