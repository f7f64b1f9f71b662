import { z } from 'zod';
import type { PageTexts, ReportPage } from './page.ts';

const place = z.object({ line: z.int().positive(), column: z.int().positive() });

export const EXPORT_FORMATS = ['text', 'json', 'sarif'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the page asks for. Nothing of it changes a document. */
export const fromPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** Shows a place of the document. */
  z.object({ type: z.literal('go'), place }),
  z.object({ type: z.literal('validate') }),
  z.object({ type: z.literal('export'), format: z.enum(EXPORT_FORMATS) }),
  /** Shows what the reference of that number digests. */
  z.object({ type: z.literal('canonical'), reference: z.int().nonnegative() }),
]);
export type FromPage = z.infer<typeof fromPage>;

export type ToPage = {
  readonly type: 'show';
  readonly language: 'en' | 'tr';
  readonly texts: PageTexts;
  readonly page: ReportPage;
};
