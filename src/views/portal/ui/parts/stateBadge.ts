import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { CertificateState } from '../../protocol/screens.ts';
import type { LabelId } from '../../protocol/texts.ts';
import type { Words } from '../words.ts';
import { icon } from '../../../page/ui/icon.ts';
import { label } from './label.ts';

const LOOKS: Readonly<Record<CertificateState, readonly [LabelId, string]>> = {
  'on-hold': ['onHold', 'debug-pause'],
  active: ['active', 'pass'],
  revoked: ['revoked', 'circle-slash'],
  expired: ['expired', 'history'],
};

/** The state of a certificate: by word, by sign, and last by colour. */
export function stateBadge(words: Words, state: CertificateState): TemplateResult {
  const [id, sign] = LOOKS[state];
  return html`<span class="state ${state}">${icon(sign)}${label(words, id)}</span>`;
}

export function stateLabel(state: CertificateState): LabelId {
  return LOOKS[state][0];
}
