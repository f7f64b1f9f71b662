import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Mocha from 'mocha';
import * as menu from '../../src/portal/contract/menu.ts';
import { WARNINGS_TR } from '../../src/portal/simulator/secrets/warnings.ts';
import { newSignedIn } from '../unit/portal/support/signedIn.ts';
import { testSimulator } from '../unit/portal/support/testSimulator.ts';
import { skip } from '../support.ts';
import { runProgram } from './opensc.ts';

const NAMES = [
  'Işıklı Çağdaş Öğütüm İç ve Dış Ticaret A.Ş.',
  'ığşçöü İĞŞÇÖÜ <b>“Köşe”</b> & Ortakları',
  'Üçüncü Kuşak Uluslararası Taşımacılık '.repeat(5).trim(),
  `Boşluksuz${'ğ'.repeat(150)}`,
];

describe('The PDF of Parolalarımı Kaydet, as other programs read it', () => {
  const portal = testSimulator();
  let folder: string;

  before(async function () {
    await needsPdfTools(this);
    folder = await mkdtemp(join(tmpdir(), 'muhur-pdf-'));
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  async function textOf(pdf: string): Promise<string> {
    const { code, text } = await runProgram('pdftotext', ['-enc', 'UTF-8', pdf, '-']);
    assert.equal(code, 0, text);
    return text;
  }

  for (const [i, tradeName] of NAMES.entries()) {
    it(`pdftotext finds every Turkish letter of it: ${tradeName.slice(0, 30)}`, async () => {
      const { session, seal, organisation } = await newSignedIn(portal, { tradeName });
      const params = { cardSerial: seal.serial };
      const body = { warningsRead: true } as const;
      const path = join(folder, `${i}.pdf`);
      await writeFile(path, await session.call(menu.saveSecrets, { params, body }));
      const text = withoutBreaks(await textOf(path));
      for (const part of [tradeName, organisation.vkn, seal.serial, seal.pin, seal.puk]) {
        assert.ok(text.includes(withoutBreaks(String(part))), String(part));
      }
      for (const warning of WARNINGS_TR) assert.ok(text.includes(withoutBreaks(warning)), warning);
      assert.ok(text.includes('TEST'));
      assert.ok(text.includes('DİKKATLEokunmalıdır'));
    });
  }

  it('pdfinfo and pdffonts find one A4 page with its fonts in it, and no secret', async () => {
    const { session, seal } = await newSignedIn(portal);
    const params = { cardSerial: seal.serial };
    const path = join(folder, 'info.pdf');
    const body = { warningsRead: true } as const;
    await writeFile(path, await session.call(menu.saveSecrets, { params, body }));
    const info = (await runProgram('pdfinfo', [path])).text;
    assert.match(info, /Title: +PIN \/ PUK Bilgisi \(TEST\)/);
    assert.match(info, /Pages: +1\n/);
    assert.match(info, /\(A4\)/);
    for (const secret of [seal.pin, seal.puk]) {
      assert.ok(!info.includes(String(secret)));
      assert.ok(!(await readFile(path)).includes(String(secret)));
    }
    const fonts = (await runProgram('pdffonts', [path])).text.split('\n').slice(2).filter(Boolean);
    assert.equal(fonts.length, 2);
    for (const font of fonts) assert.match(font, /DejaVuSans.* yes +no +yes /);
  });
});

/** Line breaks and hyphens are the page's matter. */
function withoutBreaks(text: string): string {
  return text.replace(/\s+/g, '');
}

async function needsPdfTools(context: Mocha.Context): Promise<void> {
  for (const program of ['pdftotext', 'pdfinfo', 'pdffonts']) {
    const { code } = await runProgram(program, ['-v']).catch(() => ({ code: -1 }));
    if (code !== 0) skip(context, `${program} is not installed`);
  }
}
