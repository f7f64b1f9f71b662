import fontkit from '@pdf-lib/fontkit';
import { PDFDocument } from 'pdf-lib';
import { readFonts } from './fonts.ts';
import type { ShownSecrets } from './pageSecrets.ts';
import type { Fonts } from './pdfPage.ts';
import { INK, PAGE, PageWriter, TEXT_WIDTH } from './pdfPage.ts';
import { WARNINGS_HEADING_TR, WARNINGS_TR } from './warnings.ts';

export interface SecretsPage extends ShownSecrets {
  readonly tradeName: string;
  readonly vkn: string;
  readonly cardSerial: string;
  readonly savedAt: Date;
}

const TITLE = 'PIN / PUK Bilgisi';
const UNCERTAIN =
  'Kilit Çözme işlemi tamamlanmadı: karttaki PIN değişmiş olabilir. Kullanmadan önce işlemi tamamlayınız.';
const SIMULATION =
  'TEST – Bu belgeyi mali mühür simülatörü üretmiştir. Kamu SM tarafından verilmemiştir; gerçek bir mali mühre ait değildir.';

/** Parolalarımı Kaydet: one A4 page to print and put away. The same input gives the same bytes. */
export async function secretsPdf(content: SecretsPage): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  describe(document, content);
  const fonts = await embedFonts(document);
  const writer = new PageWriter(document.addPage([PAGE.width, PAGE.height]));
  writeHead(writer, fonts);
  writeOwner(writer, fonts, content);
  writeSecrets(writer, fonts, content);
  writeWarnings(writer, fonts);
  writeFoot(writer, fonts);
  return document.save();
}

/** Nothing secret: search programs read these. */
function describe(document: PDFDocument, { savedAt }: SecretsPage): void {
  document.setTitle(`${TITLE} (TEST)`, { showInWindowTitleBar: true });
  document.setLanguage('tr-TR');
  document.setCreator('Mali Mühür');
  document.setProducer('Mali Mühür');
  document.setCreationDate(savedAt);
  document.setModificationDate(savedAt);
}

async function embedFonts(document: PDFDocument): Promise<Fonts> {
  const files = await readFonts();
  document.registerFontkit(fontkit);
  // A ligature would be one letter to whoever copies the text.
  const options = { subset: true, features: { liga: false } };
  return {
    regular: await document.embedFont(files.regular, options),
    bold: await document.embedFont(files.bold, options),
  };
}

function writeHead(writer: PageWriter, { regular, bold }: Fonts): void {
  const over = 'Mali Mühür Elektronik Sertifika İşlemleri';
  writer.paragraph(over, { font: regular, size: 9.5, color: INK.faint });
  writer.paragraph(TITLE, { font: bold, size: 24, leading: 1.35 });
  const [size, padding] = [9, 7];
  const width = bold.widthOfTextAtSize('TEST', size) + 2 * padding;
  const x = PAGE.width - PAGE.margin - width;
  const y = writer.y + 8;
  const frame = { borderWidth: 1, borderColor: INK.frame };
  writer.page.drawRectangle({ x, y, width, height: size + 2 * padding - 3, ...frame });
  writer.page.drawText('TEST', { x: x + padding, y: y + padding - 1, font: bold, size });
  writer.skip(10);
  writer.rule();
  writer.skip(14);
}

const LABEL_WIDTH = 128;

function writeOwner(writer: PageWriter, { regular, bold }: Fonts, content: SecretsPage): void {
  const rows = [
    ['Kurum', content.tradeName],
    ['Vergi Kimlik No', content.vkn],
    ['Kart seri no', content.cardSerial],
    ['PIN üretim tarihi', inTurkey(new Date(content.madeAt))],
    ['Belge tarihi', inTurkey(content.savedAt)],
  ] as const;
  for (const [label, value] of rows) {
    const top = writer.y;
    writer.paragraph(label, { font: regular, size: 10, color: INK.faint });
    writer.y = top;
    const x = PAGE.margin + LABEL_WIDTH;
    const font = label === 'Kurum' ? bold : regular;
    writer.paragraph(value, { font, size: 10 }, x, TEXT_WIDTH - LABEL_WIDTH);
    writer.skip(5);
  }
  writer.skip(14);
}

const BOX = { height: 92, gap: 18, padding: 16, digits: 32 } as const;

/** PIN and PUK beside one another. */
function writeSecrets(writer: PageWriter, { regular, bold }: Fonts, content: SecretsPage): void {
  const width = (TEXT_WIDTH - BOX.gap) / 2;
  const top = writer.y;
  const boxes = [
    ['PIN', content.pin, 'Kartı kullanmak için'],
    ['PUK', content.puk, 'Yalnız kilit çözmek için'],
  ] as const;
  boxes.forEach(([label, digits, use], i) => {
    const x = PAGE.margin + i * (width + BOX.gap);
    const y = top - BOX.height;
    const frame = { borderWidth: 1.2, borderColor: INK.frame };
    writer.page.drawRectangle({ x, y, width, height: BOX.height, ...frame });
    writer.y = top - BOX.padding + 4;
    const inside = width - 2 * BOX.padding;
    const labelWidth = bold.widthOfTextAtSize(label, 11);
    const below = writer.y;
    writer.paragraph(label, { font: bold, size: 11 }, x + BOX.padding, inside);
    writer.y = below;
    const useX = x + BOX.padding + labelWidth + 8;
    writer.paragraph(use, { font: regular, size: 8.5, color: INK.faint, leading: 1.75 }, useX);
    const size = fittingSize(bold, digits, inside);
    writer.page.drawText(digits, { x: x + BOX.padding, y: y + 22, font: bold, size });
  });
  writer.y = top - BOX.height;
  if (content.openOperation !== null) {
    writer.skip(10);
    writer.paragraph(UNCERTAIN, { font: bold, size: 10 });
  }
  writer.skip(30);
}

/** A PIN of up to 16 characters has to stay in its box. */
function fittingSize(font: Fonts['bold'], digits: string, width: number): number {
  return Math.min(BOX.digits, width / font.widthOfTextAtSize(digits, 1));
}

const NUMBER_WIDTH = 20;

function writeWarnings(writer: PageWriter, { regular, bold }: Fonts): void {
  writer.paragraph('Uyarı', { font: bold, size: 13 });
  writer.skip(4);
  writer.paragraph(WARNINGS_HEADING_TR, { font: regular, size: 10 });
  writer.skip(8);
  WARNINGS_TR.forEach((warning, i) => {
    const top = writer.y;
    writer.paragraph(`${i + 1}.`, { font: bold, size: 10 });
    writer.y = top;
    const [x, width] = [PAGE.margin + NUMBER_WIDTH, TEXT_WIDTH - NUMBER_WIDTH];
    writer.paragraph(warning, { font: regular, size: 10 }, x, width);
    writer.skip(7);
  });
}

function writeFoot(writer: PageWriter, { regular }: Fonts): void {
  writer.y = PAGE.margin + 36;
  writer.rule();
  writer.skip(6);
  writer.paragraph(SIMULATION, { font: regular, size: 8.5, color: INK.faint });
}

/** `22 Kasım 2026 22:15`, whatever time zone and language this machine has. */
function inTurkey(time: Date): string {
  const format = new Intl.DateTimeFormat('tr-TR', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Istanbul',
  });
  return format.format(time);
}
