import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { PDFDocument, PDFRawStream } from 'pdf-lib';
import * as menu from '../../../src/portal/contract/menu.ts';
import { readFonts } from '../../../src/portal/simulator/secrets/fonts.ts';
import { printable, wrapped } from '../../../src/portal/simulator/secrets/pdfText.ts';
import { secretsPdf } from '../../../src/portal/simulator/secrets/secretsPdf.ts';
import fontkit from '@pdf-lib/fontkit';
import { newSignedIn } from './support/signedIn.ts';
import { testSimulator } from './support/testSimulator.ts';

const CONTENT = {
  tradeName: 'Işıklı Çağdaş Öğütüm İç ve Dış Ticaret Anonim Şirketi (TEST)',
  vkn: '1234567890',
  cardSerial: '4D4D54A1B2C3D4E5F6071829',
  pin: '482913',
  puk: '70518264',
  madeAt: '2026-11-22T19:15:00.000Z',
  openOperation: null,
  savedAt: new Date('2026-11-22T19:20:00.000Z'),
};

describe('the PDF of Parolalarımı Kaydet', () => {
  const portal = testSimulator();

  it('is one A4 page in Turkish, by its metadata too', async () => {
    const document = await PDFDocument.load(await secretsPdf(CONTENT), { updateMetadata: false });
    assert.equal(document.getPageCount(), 1);
    const { width, height } = document.getPage(0).getSize();
    assert.deepEqual([width, height], [595.28, 841.89]);
    assert.equal(document.getTitle(), 'PIN / PUK Bilgisi (TEST)');
    assert.match(String(document.catalog), /\/Lang <FEFF00740072002D00540052>|\/Lang \(tr-TR\)/);
    assert.deepEqual(document.getCreationDate(), CONTENT.savedAt);
  });

  it('has the same bytes for the same content', async () => {
    const [a, b] = [await secretsPdf(CONTENT), await secretsPdf(CONTENT)];
    assert.deepEqual(a, b);
  });

  it('says PIN and PUK nowhere but on the page', async () => {
    const pdf = await secretsPdf(CONTENT);
    const document = await PDFDocument.load(pdf);
    const streams = document.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => (object instanceof PDFRawStream ? [inflated(object.contents)] : []));
    const all = Buffer.concat([pdf, ...streams]);
    const forms = (text: string) => [
      Buffer.from(text),
      Buffer.from(text, 'utf16le').swap16(),
      Buffer.from(Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()),
    ];
    for (const form of [CONTENT.pin, CONTENT.puk].flatMap(forms)) assert.ok(!all.includes(form));
  });

  it('is made for a card over HTTP and may be kept by nobody on the way', async () => {
    const { session, seal } = await newSignedIn(portal);
    const pdf = await session.call(menu.saveSecrets, {
      params: { cardSerial: seal.serial },
      body: { warningsRead: true },
    });
    assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
    const address = `${portal.ready.baseUrl}/portal/v1/cards/${seal.serial}/secrets/pdf`;
    const response = await fetch(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' },
      body: '{"warningsRead":true}',
    });
    assert.equal(response.headers.get('content-type'), 'application/pdf');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    await response.arrayBuffer();
  });

  it('breaks long names into lines that fit, words that are too long too', async () => {
    const font = await embeddedFont();
    for (const text of ['Uzun '.repeat(60).trim(), 'Ğ'.repeat(200), `a ${'ş'.repeat(90)} b`]) {
      const lines = wrapped(font, text, 10, 300);
      assert.ok(lines.length > 1);
      for (const line of lines) assert.ok(font.widthOfTextAtSize(line, 10) <= 300);
      assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
    }
  });

  it('shows a box for each letter that its font does not have, and keeps Turkish ones', async () => {
    const font = await embeddedFont();
    const turkish = 'ı ğ ş İ Ğ Ş Ç Ö Ü ç ö ü â î û';
    assert.equal(printable(font, turkish), turkish);
    assert.equal(printable(font, turkish.normalize('NFD')), turkish);
    assert.equal(printable(font, 'A 漢字 🏛 B'), 'A □□ □ B');
    assert.equal(printable(font, 'a\u0000\n\tb'), 'a b');
  });
});

function inflated(bytes: Uint8Array): Buffer {
  try {
    return inflateSync(bytes);
  } catch {
    return Buffer.from(bytes);
  }
}

async function embeddedFont() {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  return document.embedFont((await readFonts()).regular, { subset: true });
}
