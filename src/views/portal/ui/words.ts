import type { PageTexts, LabelId, SentenceId } from '../protocol/texts.ts';
import { LABELS } from '../protocol/texts.ts';

/** What the page says, in the language of its user. */
export class Words {
  readonly language: 'en' | 'tr';
  readonly #texts: PageTexts;
  readonly #days: Intl.DateTimeFormat;
  readonly #moments: Intl.DateTimeFormat;

  constructor(language: 'en' | 'tr', texts: PageTexts) {
    this.language = language;
    this.#texts = texts;
    // Making one takes longer than using it a hundred times.
    this.#days = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
    this.#moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  }

  say(id: SentenceId, ...values: readonly string[]): string {
    const sentence = this.#texts.sentence[id];
    return sentence.replace(/\{(\d)\}/g, (whole, digit) => values[Number(digit)] ?? whole);
  }

  /** The official Turkish label. */
  label(id: LabelId): string {
    return LABELS[id];
  }

  /** What a label means; empty for those who read it. */
  meaning(id: LabelId): string {
    return this.#texts.meaning[id];
  }

  /** Label and meaning in one line, where there is room for one text only. */
  name(id: LabelId): string {
    const meaning = this.meaning(id);
    return meaning === '' ? LABELS[id] : `${LABELS[id]} (${meaning})`;
  }

  /** "May 14, 2028", "14 May 2028". */
  day(iso: string): string {
    return formatted(this.#days, iso);
  }

  moment(iso: string): string {
    return formatted(this.#moments, iso);
  }

  /** Minutes and seconds, `2:05`. */
  duration(seconds: number): string {
    const rest = String(seconds % 60).padStart(2, '0');
    return `${Math.floor(seconds / 60)}:${rest}`;
  }
}

function formatted(format: Intl.DateTimeFormat, iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
}
