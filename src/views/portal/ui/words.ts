import type { PageTexts, LabelId, SentenceId } from '../protocol/texts.ts';
import { LABELS } from '../protocol/texts.ts';

/** What the page says, in the language of its user. */
export class Words {
  readonly language: 'en' | 'tr';
  readonly #texts: PageTexts;

  constructor(language: 'en' | 'tr', texts: PageTexts) {
    this.language = language;
    this.#texts = texts;
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
    return this.#format(iso, { dateStyle: 'medium' });
  }

  moment(iso: string): string {
    return this.#format(iso, { dateStyle: 'medium', timeStyle: 'short' });
  }

  /** Minutes and seconds, `2:05`. */
  duration(seconds: number): string {
    const rest = String(seconds % 60).padStart(2, '0');
    return `${Math.floor(seconds / 60)}:${rest}`;
  }

  #format(iso: string, options: Intl.DateTimeFormatOptions): string {
    const date = new Date(iso);
    if (Number.isNaN(date.getTime())) return iso;
    return new Intl.DateTimeFormat(this.language, options).format(date);
  }
}
