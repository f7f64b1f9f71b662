import type { Color, PDFFont, PDFPage } from 'pdf-lib';
import { rgb } from 'pdf-lib';
import { printable, wrapped } from './pdfText.ts';

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89, margin: 62 } as const;
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;

/** Grey values that a black-and-white printer keeps apart. */
export const INK = {
  text: rgb(0.1, 0.1, 0.12),
  faint: rgb(0.38, 0.38, 0.42),
  line: rgb(0.78, 0.78, 0.8),
  frame: rgb(0.1, 0.1, 0.12),
} as const;

export interface TextStyle {
  readonly font: PDFFont;
  readonly size: number;
  readonly color?: Color;
  /** From one base line to the next, in sizes. */
  readonly leading?: number;
}

export interface Fonts {
  readonly regular: PDFFont;
  readonly bold: PDFFont;
}

/** Writes from the top of a page downwards; `y` is where the next thing begins. */
export class PageWriter {
  readonly page: PDFPage;
  y: number = PAGE.height - PAGE.margin;

  constructor(page: PDFPage) {
    this.page = page;
  }

  /** Leaves room. */
  skip(points: number): void {
    this.y -= points;
  }

  /** A paragraph between `x` and the width from there. */
  paragraph(text: string, style: TextStyle, x: number = PAGE.margin, width = TEXT_WIDTH): void {
    const { font, size, color = INK.text, leading = 1.45 } = style;
    for (const line of wrapped(font, printable(font, text), size, width)) {
      this.y -= size * leading;
      this.page.drawText(line, { x, y: this.y + size * (leading - 1) * 0.5, font, size, color });
    }
  }

  /** A hairline over the whole width. */
  rule(): void {
    this.page.drawLine({
      start: { x: PAGE.margin, y: this.y },
      end: { x: PAGE.width - PAGE.margin, y: this.y },
      thickness: 0.6,
      color: INK.line,
    });
  }
}
