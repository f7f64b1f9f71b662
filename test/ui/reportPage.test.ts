import assert from 'node:assert/strict';
import { inLanguage } from '../../src/text/locale.ts';
import type { FromPage, ToPage } from '../../src/views/signature/protocol/messages.ts';
import type { Shown } from '../../src/views/signature/reportPage.ts';
import { reportPage } from '../../src/views/signature/reportPage.ts';
import { reportTexts } from '../../src/views/signature/reportTexts.ts';
import {
  aDocument,
  aSignature,
  at,
  brokenSignature,
  unsignedDocument,
} from '../fixtures/signatureReports.ts';
import type { Opening } from './support/pageInBrowser.ts';
import { PAGE_THEMES, PageInBrowser } from './support/pageInBrowser.ts';

const untrusted = aSignature({
  indication: 'INDETERMINATE',
  subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
  chain: aSignature().chain.slice(0, 1),
  findings: [
    { code: 'CERT-NO-ANCHORS', severity: 'error', data: {}, position: at(30) },
    { code: 'SIG-KEY-VALUE-ABSENT', severity: 'information', data: {}, position: null },
  ],
});
const stamp = {
  kind: 'SignatureTimeStamp',
  time: '2026-11-22T11:42:05.000Z',
  valid: true,
  authority: 'CN=Deneme Zaman Damgası,O=Deneme,C=TR',
};

/** Everything that the report can look like. */
const reports: Readonly<Record<string, Partial<Shown>>> = {
  valid: {
    reports: [aDocument({ signatures: [aSignature({ timeStamps: [stamp], level: 'T' })] })],
  },
  broken: { reports: [aDocument({ signatures: [brokenSignature()] })] },
  untrusted: { reports: [aDocument({ signatures: [untrusted] })], ofUnsavedText: true },
  unsigned: { reports: [unsignedDocument()] },
  stale: { reports: [aDocument()], holds: false },
  envelope: {
    file: 'zarf.zip',
    reports: [
      unsignedDocument({ kind: 'envelope', findings: [] }),
      aDocument({ part: 'ABC2026000000001.xml' }),
      aDocument({ part: 'ABC2026000000002.xml', signatures: [brokenSignature()] }),
    ],
  },
};

describe('The page of the report, alone in a browser', () => {
  let browser: PageInBrowser;

  before(async () => {
    browser = await PageInBrowser.start('report');
  });
  after(() => browser.close());
  afterEach(async () => {
    assert.deepEqual(browser.strangers, [], 'the page asked other machines');
    assert.deepEqual(await browser.refused(), [], 'the page asked for what its policy forbids');
  });

  const show = async (change: Partial<Shown>, language: 'en' | 'tr' = 'en'): Promise<void> => {
    const shown: Shown = {
      id: 'file:///fatura.xml',
      file: 'fatura.xml',
      reports: [aDocument()],
      ofUnsavedText: false,
      at: new Date('2026-11-27T07:00:00Z'),
      holds: true,
      ...change,
    };
    const message: ToPage = inLanguage(language, () => ({
      type: 'show',
      language,
      texts: reportTexts(),
      page: reportPage(shown),
    }));
    await browser.send(message);
    await browser.page.locator('h1').waitFor();
  };
  const open = async (change: Partial<Shown>, opening: Opening = {}): Promise<void> => {
    await browser.open(opening);
    await show(change, opening.language);
  };
  const asked = async (): Promise<FromPage | undefined> => (await browser.sent<FromPage>()).at(-1);

  for (const language of ['en', 'tr'] as const) {
    for (const theme of PAGE_THEMES) {
      it(`has no violation of axe, whatever came out: ${language}, ${theme}`, async () => {
        await browser.open({ language, theme });
        for (const [name, change] of Object.entries(reports)) {
          await show(change, language);
          assert.deepEqual(await browser.violations(), [], name);
          await browser.look(`${name}-${language}-${theme}`);
        }
      });
    }

    it(`fits a panel of 320 px without a cut: ${language}`, async () => {
      await browser.open({ language, theme: 'light', width: 320 });
      for (const [name, change] of Object.entries(reports)) {
        await show(change, language);
        assert.deepEqual(await browser.cutOff(), [], name);
        await browser.look(`${name}-${language}-320`);
      }
    });
  }

  it('leads from a finding to its place in the document', async () => {
    await open(reports['broken'] ?? {});
    const finding = browser.page.locator('.findings li', { hasText: 'SIG-DIGEST' }).first();
    await finding.getByRole('button', { name: 'line 14' }).click();
    assert.deepEqual(await asked(), { type: 'go', place: { line: 14, column: 5 } });
  });

  it('can be used by keyboard alone: the way to validate again, to export, to canonical bytes', async () => {
    await open(reports['valid'] ?? {});
    const press = (key: string): Promise<void> => browser.page.keyboard.press(key);
    await press('Tab');
    await press('Enter');
    assert.deepEqual(await asked(), { type: 'validate' });
    await press('Tab');
    await press('Tab');
    await press('Enter');
    assert.deepEqual(await asked(), { type: 'export', format: 'json' });
    const canonical = browser.page.getByRole('button', { name: 'Show canonical bytes' }).first();
    await canonical.focus();
    await press('Enter');
    assert.deepEqual(await asked(), { type: 'canonical', reference: 0 });
  });

  it('shows the certificates as a tree, with the trusted one at the top', async () => {
    await open(reports['valid'] ?? {});
    const names = await browser.page.locator('.tree .title').allInnerTexts();
    assert.deepEqual(names, [
      'Deneme Kök Sertifika Hizmet Sağlayıcısı',
      'Mali Mühür Elektronik Sertifika Hizmet Sağlayıcısı - Deneme',
      'Örnek Çelik Sanayi ve Ticaret A.Ş.',
    ]);
    assert.equal(await browser.page.locator('.tree .tree .tree').count(), 1);
  });

  it('stays where it is read, and begins at its beginning for another file', async () => {
    await open(reports['broken'] ?? {}, { width: 320 });
    const scroll = (): Promise<number> => browser.page.evaluate('Math.round(scrollY)');
    await browser.page.evaluate('scrollTo(0, 300)');
    await show(reports['broken'] ?? {});
    assert.equal(await scroll(), 300);
    await show({ ...reports['broken'], id: 'file:///other.xml' });
    assert.equal(await scroll(), 0);
  });

  it('says that it does not hold any more, to screen readers too', async () => {
    await open(reports['stale'] ?? {});
    const told = browser.page.getByRole('status');
    assert.match(await told.innerText(), /has changed since/);
  });

  it('shows names from certificates as text', async () => {
    const { signer } = aSignature();
    assert.ok(signer);
    const commonName = '<img src=x onerror=alert(1)>';
    const named = aSignature({ signer: { ...signer, commonName } });
    await open({ reports: [aDocument({ signatures: [named] })], file: commonName });
    assert.ok((await browser.page.locator('main').innerText()).includes(commonName));
    assert.equal(await browser.page.locator('img').count(), 0);
  });

  it('ignores messages that it does not know', async () => {
    await open({});
    for (const message of [null, 'show', { type: 'other' }, [1]]) await browser.send(message);
    assert.ok(await browser.page.locator('h1').isVisible());
  });
});
