import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkExtensions } from '../../scripts/lib/install.mjs';
import { needsRig } from '../rig/pcscd.ts';
import { SignatureViews } from './support/signatures.ts';
import { Workbench } from './support/workbench.ts';

const root = join(import.meta.dirname, '../..');
const MANY = 50;

/** What people read and press, in both languages. */
const words = {
  en: {
    theme: 'Default Dark Modern',
    insert: 'Insert Virtual Card',
    tries: 'PIN: 3 tries left',
    trust: 'Trust Root Certificate of the Simulator',
    trusted: 'trusted now',
    sign: 'Sign…',
    who: 'Who signs?',
    proposed: 'Proposed',
    pinTitle: 'Sign temel-fatura.xml',
    valid: 'Valid · ',
    signed: 'Signed: temel-fatura.signed.xml.',
    wrong: 'The PIN is wrong. That cost a try; 2 are left.',
    signFolder: 'Sign Folder…',
    many: `${String(MANY)} signed (${String(MANY)} valid)`,
    summary: 'Show Summary',
  },
  tr: {
    theme: 'Default Light Modern',
    insert: 'Sanal Kart Tak',
    tries: 'PIN: 3 deneme hakkı var',
    trust: 'Simülatörün Kök Sertifikasına Güven',
    trusted: 'güveniliyor',
    sign: 'İmzala…',
    who: 'Kim imzalıyor?',
    proposed: 'Önerilen',
    pinTitle: 'İmzala: temel-fatura.xml',
    valid: 'Geçerli · ',
    signed: 'İmzalandı: temel-fatura.signed.xml.',
    wrong: 'PIN hatalı. Bir deneme hakkı harcandı; 2 hak kaldı.',
    signFolder: 'Klasörü İmzala…',
    many: `${String(MANY)} imzalandı (${String(MANY)} geçerli)`,
    summary: 'Özeti Göster',
  },
} as const;

for (const language of ['en', 'tr'] as const) {
  const say = words[language];

  describe(`Signing in VS Code, ${language}`, () => {
    const card = 'Anka';
    let folder: string;
    let workbench: Workbench;
    let views: SignatureViews;

    before(async function () {
      this.timeout(120_000);
      needsRig(this);
      folder = mkdtempSync(join(tmpdir(), 'muhur-ui-sign-'));
      cpSync(join(root, 'demo'), folder, { recursive: true });
      mkdirSync(join(folder, 'toplu'));
      for (let i = 10; i < 10 + MANY; i++) {
        cpSync(join(root, 'demo', 'ticari-fatura.xml'), join(folder, 'toplu', `fatura-${i}.xml`));
      }
      workbench = await Workbench.open({
        folder,
        language,
        theme: say.theme,
        install: (state) => {
          linkExtensions(join(state, 'extensions'), [root]);
        },
      });
      views = new SignatureViews(workbench);
      await workbench.openExplorer();
      await workbench.pressOnView(say.insert);
      await workbench.quickInput.getByText('Mali mühür').first().waitFor();
      await workbench.enter();
      await workbench.quickInput.getByText('(2/2)').first().waitFor();
      await answer(card);
      await workbench.row(say.tries).waitFor();
      await trustSimulator();
    });
    after(async () => {
      await workbench.close();
      rmSync(folder, { recursive: true });
    });
    afterEach(async function () {
      if (this.currentTest?.isFailed()) await look('failed');
    });

    /** The bar says so for seconds only, which a slow computer may miss; it can be said again. */
    const trustSimulator = async (): Promise<void> => {
      const trusted = workbench.page.locator('.statusbar', { hasText: say.trusted });
      for (let tries = 3; ; tries--) {
        await workbench.command(say.trust);
        const isTrusted = await trusted.waitFor({ timeout: 15_000 }).then(
          () => true,
          () => false,
        );
        if (isTrusted) return;
        if (tries === 1) throw new Error('the root of the simulator is not trusted');
      }
    };
    const look = async (what: string): Promise<void> => {
      await workbench.waitUntilStill();
      await workbench.look(`sign-${language}-${what}`);
    };
    const answer = async (text: string): Promise<void> => {
      await workbench.type(text);
      await workbench.enter();
    };
    const pressSign = (): Promise<void> =>
      workbench.page
        .locator(`.editor-actions .action-label[aria-label^="${say.sign}"]`)
        .first()
        .click();
    const askedForPin = (text: string): Promise<void> =>
      workbench.quickInput.getByText(text).first().waitFor();

    it('proposes a certificate at the first click', async () => {
      await views.open('temel-fatura.xml');
      await look('1-invoice');
      await pressSign();
      await workbench.quickInput.getByPlaceholder(say.who).waitFor();
      await workbench.quickInput.getByText(say.proposed).first().waitFor();
      await look('2-who');
    });

    it('asks for the PIN at the second, and says what a wrong one cost', async () => {
      await workbench.choose(say.proposed);
      await askedForPin(say.pinTitle);
      await look('3-pin');
      const pin = workbench.pinOf(card);
      await answer(`${pin.startsWith('0') ? '1' : '0'}${pin.slice(1)}`);
      await workbench.notification(say.wrong).waitFor();
      assert.ok(!readdirSync(folder).includes('temel-fatura.signed.xml'));
      await look('4-wrong');
      await workbench.clearNotifications();
    });

    it('tells above the signature that it is valid, as soon as the PIN is typed', async () => {
      await pressSign();
      await workbench.choose(say.proposed);
      await askedForPin(say.pinTitle);
      await answer(workbench.pinOf(card));
      await views.lens(say.valid).waitFor();
      await workbench.notification(say.signed).waitFor();
      await workbench.tab('temel-fatura.signed.xml').waitFor();
      await look('5-valid');
      assert.deepEqual(
        readFileSync(join(folder, 'temel-fatura.xml')),
        readFileSync(join(root, 'demo', 'temel-fatura.xml')),
      );
      await workbench.clearNotifications();
    });

    it('signs a folder with one PIN, and sums up', async function () {
      this.timeout(120_000);
      await workbench.page.keyboard.press('Control+Shift+E');
      // Rows move until all files are there, and a menu would open on another one.
      await workbench.row('ticari-fatura.xml').waitFor();
      await workbench.chooseFromMenu(workbench.row('toplu'), say.signFolder);
      await workbench.quickInput.getByPlaceholder(say.who).waitFor();
      await look('6-who');
      await workbench.choose(say.proposed);
      await askedForPin(String(MANY));
      await answer(workbench.pinOf(card));
      const message = workbench.notification(say.many);
      await message.waitFor({ timeout: 90_000 });
      await look('7-many');
      const results = readdirSync(join(folder, 'toplu')).filter((name) =>
        name.includes('.signed.'),
      );
      assert.equal(results.length, MANY);
      await message.locator('.monaco-button', { hasText: say.summary }).click();
      await workbench.page
        .locator('.editor-instance .view-line', { hasText: 'fatura-10.signed.xml' })
        .first()
        .waitFor();
      await look('8-summary');
    });
  });
}
