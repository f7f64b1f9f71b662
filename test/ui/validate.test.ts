import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkExtensions } from '../../scripts/lib/install.mjs';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import type { SignedInvoices } from '../rig/signedInvoices.ts';
import { formatted, placeOf, signedInvoices } from '../rig/signedInvoices.ts';
import { setOnMachine } from './support/machineSettings.ts';
import { SignatureViews } from './support/signatures.ts';
import { Workbench } from './support/workbench.ts';

const root = join(import.meta.dirname, '../..');

/** The lines of the canonical form: it has no declaration, and tags have no line ends in them. */
function canonical(text: string): string {
  const body = text
    .replace(/^<\?xml [^>]*>\n/, '')
    .replace(/<ds:Signature [^]*<\/ds:Signature>/, '');
  return body.replace(/<[^>]*>/g, (tag) => tag.replaceAll('\n', ' '));
}

/** What people see, in both languages. */
const words = {
  en: {
    theme: 'Default Dark Modern',
    validate: 'Validate signature',
    invalid: 'Invalid · 1234567801',
    valid: 'Valid · 1234567801',
    digest: 'The document is not what was signed',
    cause: /formatted again after signing/,
    report: 'Show Report',
    canonical: 'Show canonical bytes',
    unsigned: 'imzasiz.xml is not signed.',
    command: 'Validate Signature',
    explain: 'Explain GİB Response Code…',
    explained: 'What to do',
  },
  tr: {
    theme: 'Default Light Modern',
    validate: 'İmzayı doğrula',
    invalid: 'Geçersiz · 1234567801',
    valid: 'Geçerli · 1234567801',
    digest: 'Belge',
    cause: /biçimlendiril/,
    report: 'Raporu Göster',
    canonical: 'Kanonik baytları göster',
    unsigned: 'imzasiz.xml imzalı değil.',
    command: 'İmzayı Doğrula',
    explain: 'GİB Yanıt Kodunu Açıkla…',
    explained: 'Ne yapmalı',
  },
} as const;

for (const language of ['en', 'tr'] as const) {
  const say = words[language];

  describe(`Validating a signature in VS Code, ${language}`, () => {
    let invoices: SignedInvoices;
    let folder: string;
    let workbench: Workbench;
    let views: SignatureViews;
    let broken: string;

    before(async function () {
      this.timeout(120_000);
      folder = mkdtempSync(join(tmpdir(), 'muhur-ui-invoices-'));
      invoices = await signedInvoices();
      const trust = await invoices.writeTrust(`${folder}-trust`);
      broken = formatted(invoices.invoice());
      writeFileSync(join(folder, 'bozuk.xml'), broken);
      writeFileSync(join(folder, 'gecerli.xml'), invoices.invoice());
      writeFileSync(join(folder, 'imzasiz.xml'), ublDocument('Invoice'));
      workbench = await Workbench.open({
        folder,
        language,
        theme: say.theme,
        install: (state) => {
          linkExtensions(join(state, 'extensions'), [root]);
          setOnMachine(state, { 'maliMuhur.trust.paths': [trust] });
        },
      });
      views = new SignatureViews(workbench);
    });
    after(async () => {
      await workbench.close();
      await invoices.close();
      for (const path of [folder, `${folder}-trust`]) rmSync(path, { recursive: true });
    });
    afterEach(async function () {
      if (this.currentTest?.isFailed()) await look('failed');
    });

    const look = async (what: string): Promise<void> => {
      await workbench.waitUntilStill();
      await workbench.look(`validate-${language}-${what}`);
    };

    it('offers it above the signature of a document that is opened', async () => {
      await views.open('bozuk.xml');
      await views.lens(say.validate).waitFor();
      await look('1-offered');
    });

    it('tells what is wrong above the signature, and in one message', async () => {
      await views.lens(say.validate).click();
      await views.lens(say.invalid).waitFor();
      const message = workbench.notification('bozuk.xml: ');
      await message.waitFor();
      assert.match(await message.innerText(), new RegExp(say.digest));
      await look('2-invalid');
      await workbench.clearNotifications();
    });

    it('shows the problem at its line', async () => {
      await views.showProblems();
      const { line, character } = placeOf(broken, '<ds:Reference');
      const place = new RegExp(`\\[.* ${String(line + 1)}, .* ${String(character + 1)}\\]`);
      const problem = views.problem(/SIG-DIGEST\b(?!-)/);
      await problem.waitFor();
      assert.match(await problem.innerText(), place);
      await problem.dblclick();
      await views.cursor.filter({ hasText: `Ln ${String(line + 1)}, ` }).waitFor();
      await look('3-problem');
      await views.hidePanel();
    });

    it('says in the report why', async () => {
      await views.lens(say.report).click();
      await views.report.locator('.verdict.failed').waitFor();
      await views.report.getByText(say.cause).waitFor();
      await views.report.locator('body').evaluate('document.fonts.ready');
      await look('4-report');
    });

    it('shows the difference between what was signed and what is there', async () => {
      await views.report.getByRole('button', { name: say.canonical }).first().click();
      await workbench.page.locator('.monaco-diff-editor').first().waitFor();
      const place = placeOf(canonical(broken), '<cbc:CustomizationID>');
      await views.cursor.filter({ hasText: `Ln ${String(place.line + 1)}, ` }).waitFor();
      await look('5-difference');
    });

    it('tells a valid signature, and shows its certificates', async () => {
      await views.open('gecerli.xml');
      await views.lens(say.validate).click();
      await views.lens(say.valid).waitFor();
      await views.lens(say.report).click();
      await views.report.locator('.verdict.passed').waitFor();
      await look('6-valid');
      assert.equal(await views.report.locator('.tree .title').count(), 3);
    });

    it('says of a document without a signature that it is not signed', async () => {
      await views.open('imzasiz.xml');
      await workbench.command(say.command);
      await workbench.notification(say.unsigned).waitFor();
      await look('7-unsigned');
      await workbench.clearNotifications();
    });

    it('explains an answer of GİB', async () => {
      await workbench.command(say.explain);
      await workbench.type('1163');
      await look('8-code');
      await workbench.enter();
      const lines = workbench.page.locator('.editor-instance .view-lines').last();
      await lines.locator('.view-line', { hasText: say.explained }).waitFor();
      await look('9-explained');
    });
  });
}
