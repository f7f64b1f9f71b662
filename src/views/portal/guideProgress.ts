import type { GuideStep } from '../../contributions.ts';
import { ContextKey } from '../contextKey.ts';
import { guideStep } from './guideStep.ts';
import type { PageState } from './protocol/screens.ts';

/** Tells the walkthrough how far its user has come. What is done stays done. */
export class GuideProgress {
  readonly #key = new ContextKey('maliMuhur.guideStep');
  #last: GuideStep = 0;

  /** The portal shows this page. */
  note(page: PageState): void {
    const step = guideStep(page);
    if (step <= this.#last) return;
    this.#last = step;
    this.#key.set(step);
  }
}
