import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkExtensions } from '../../scripts/lib/install.mjs';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import { STATE_FILE } from '../../src/card/virtual/library.ts';
import { personaliseCard } from '../../src/card/virtual/personalise.ts';
import { needsRig, READERS } from '../rig/pcscd.ts';
import { insertRawCard } from '../rig/rawCard.ts';
import { until } from '../rig/until.ts';
import { strictLog } from '../strictLog.ts';
import { setOnMachine } from './support/machineSettings.ts';
import { type Theme, Workbench } from './support/workbench.ts';

const root = join(import.meta.dirname, '../..');

/** AKİS 2.5.2. */
const AKIS_2 = '3B9F978131FE4580655443D3228231C073F621808105D3';

const words = {
  en: {
    create: 'Create Virtual Card',
    insert: 'Insert Virtual Card',
    tries: 'PIN: 3 tries left',
    signing: 'Signing',
    days: /109\d days/,
    filter: 'Filter…',
    clearFilter: 'Clear Filter',
    nothingFits: 'No row fits the filter.',
    copy: 'Copy',
    copyPem: 'Copy Certificate as PEM',
    copied: 'Copied: Certificate as PEM',
    sort: 'Sort Certificates',
    sorted: 'by expiry',
    byExpiry: 'Sort Certificates by Expiry',
    hideEmpty: 'Hide Empty Readers',
    hidden: 'empty readers hidden',
    show: 'Show Certificate',
    export: 'Export Certificate…',
    refresh: 'Refresh',
    delete: 'Delete Virtual Card',
    inUse: 'in use by another program',
    holding: 'Another program is holding the card',
    retry: 'Retry',
  },
  tr: {
    create: 'Sanal Kart Oluştur',
    insert: 'Sanal Kart Tak',
    tries: 'PIN: 3 deneme hakkı var',
    signing: 'İmzalama',
    days: /109\d gün/,
    filter: 'Filtrele…',
    clearFilter: 'Filtreyi Temizle',
    nothingFits: 'Filtreye uyan satır yok.',
    copy: 'Kopyala',
    copyPem: 'Sertifikayı PEM Olarak Kopyala',
    copied: 'Kopyalandı: PEM olarak sertifika',
    sort: 'Sertifikaları Sırala',
    sorted: 'bitiş tarihine göre',
    byExpiry: 'Sertifikaları Bitiş Tarihine Göre Sırala',
    hideEmpty: 'Boş Okuyucuları Gizle',
    hidden: 'boş okuyucular gizli',
    show: 'Sertifikayı Göster',
    export: 'Sertifikayı Dışa Aktar…',
    refresh: 'Yenile',
    delete: 'Sanal Kartı Sil',
    inUse: 'başka bir program kullanıyor',
    holding: 'kartı başka bir program kullanıyor',
    retry: 'Yeniden Dene',
  },
} as const;

interface Look {
  readonly name: string;
  readonly language: keyof typeof words;
  readonly theme: Theme;
}

/** Puts a card into the folder on which wrong PINs have been tried. */
async function addCard(directory: string, name: string, triesLeft: number): Promise<void> {
  await personaliseCard({ directory, name, profile: 'mali-muhur' });
  const file = join(directory, STATE_FILE);
  const card = JSON.parse(readFileSync(file, 'utf8')) as { pin: { triesLeft: number } };
  card.pin.triesLeft = triesLeft;
  writeFileSync(file, JSON.stringify(card));
}

/** What somebody does who has several cards and looks for one certificate among them. */
function defineFinish({ name, language, theme }: Look): void {
  describe(`The explorer with several cards: ${name}`, () => {
    const say = words[language];
    let folder: string;
    let workbench: Workbench;

    const look = (what: string): Promise<void> => workbench.look(`finish-${name}-${what}`);
    const command = async (title: string): Promise<void> => {
      await workbench.page.keyboard.press('F1');
      await workbench.type(`>${title}`);
      await workbench.quickInput.locator('.monaco-list-row', { hasText: title }).first().click();
    };
    const create = async (card: string): Promise<void> => {
      await command(say.create);
      await workbench.quickInput.getByText('(1/2)').waitFor();
      await workbench.enter();
      await workbench.quickInput.getByText('(2/2)').waitFor();
      await workbench.type(card);
      await workbench.enter();
      await workbench.row(`: ${card}`).waitFor();
    };
    const selected = () => workbench.sideBar.locator('.monaco-list-row.selected');

    before(async function () {
      needsRig(this);
      folder = mkdtempSync(join(tmpdir(), 'muhur-finish-'));
      workbench = await Workbench.open({
        install: (state) => {
          linkExtensions(join(state, 'extensions'), [root]);
          setOnMachine(state, { 'maliMuhur.cards.directory': folder });
        },
        language,
        theme,
      });
      await workbench.openExplorer();
      await workbench.row(READERS[0].name).waitFor();
    });
    after(async () => {
      await workbench.close();
      rmSync(folder, { recursive: true });
    });

    it('selects a card that was created, and says in the status bar when it ends', async () => {
      await create('Anka');
      await selected().getByText(say.tries).waitFor();
      await create('Zümrüt');
      await workbench.sideBar.locator('.monaco-list-row', { hasText: say.tries }).nth(1).waitFor();
      await workbench.page.locator('.statusbar-item', { hasText: say.days }).waitFor();
      await look('1-two-cards');
    });

    it('keeps what is folded and what is selected when everything is read again', async () => {
      const first = workbench.row(say.tries);
      await first.click();
      await workbench.page.keyboard.press('ArrowLeft');
      await workbench.sideBar.locator('.monaco-list-row[aria-expanded="false"]').waitFor();
      const label = await selected().getAttribute('aria-label');
      await workbench.pressOnView(say.refresh);
      // What is lost would be lost at once; nothing tells that all is read.
      await workbench.page.waitForTimeout(1500);
      assert.equal(await selected().getAttribute('aria-label'), label);
      assert.equal(await first.getAttribute('aria-expanded'), 'false');
      await first.click();
      await workbench.page.keyboard.press('ArrowRight');
    });

    it('shows the state of each PIN by an icon of its own', async () => {
      for (const [card, triesLeft] of [
        ['Bozuk', 0],
        ['Ceviz', 1],
        ['Defne', 2],
      ] as const) {
        await addCard(join(folder, card), card, triesLeft);
        await command(say.insert);
        await workbench.choose(card);
        await workbench.row(`: ${card}`).waitFor();
      }
      const icons = workbench.sideBar.locator('.monaco-list-row .custom-view-tree-node-item-icon');
      for (const icon of ['credit-card', 'warning', 'flame', 'lock']) {
        await icons
          .and(workbench.page.locator(`.codicon-${icon}`))
          .first()
          .waitFor();
      }
      await look('1-pins');
      for (const card of ['Bozuk', 'Ceviz', 'Defne']) {
        await command(say.delete);
        await workbench.choose(card);
        await workbench.page.locator('.monaco-dialog-box', { hasText: card }).waitFor();
        await workbench.enter();
        await workbench.row(`: ${card}`).waitFor({ state: 'detached' });
      }
    });

    it('leads from the status bar to the certificate', async () => {
      await workbench.page.locator('.statusbar-item', { hasText: say.days }).hover();
      await workbench.page.locator('.monaco-hover:visible', { hasText: 'Test Kurum' }).waitFor();
      await look('2-status-bar');
      await workbench.page.locator('.statusbar-item', { hasText: say.days }).click();
      await selected().getByText(say.signing).waitFor();
    });

    it('copies from the menu of a row, without a notification', async () => {
      await workbench.row(say.signing).click({ button: 'right' });
      await workbench.page
        .locator('.context-view .action-item', { hasText: say.copy })
        .first()
        .hover();
      await workbench.page.locator('.action-item', { hasText: say.copyPem }).last().waitFor();
      await look('3-copy-menu');
      await workbench.page.locator('.action-item', { hasText: say.copyPem }).last().click();
      await workbench.page.locator('.statusbar-item', { hasText: say.copied }).waitFor();
      await look('4-copied');
    });

    it('shows only what fits the filter, and which filter that is', async () => {
      await workbench.pressOnView(say.filter);
      await workbench.type('zumrut');
      await workbench.row(': Anka').waitFor({ state: 'detached' });
      await look('5-filtering');
      await workbench.enter();
      await workbench.sideBar.locator('.message', { hasText: '“zumrut”' }).waitFor();
      await look('6-filtered');
      await workbench.pressOnView(say.clearFilter);
      await workbench.row(': Anka').waitFor();
    });

    it('says when nothing fits, with the way back', async () => {
      await workbench.pressOnView(say.filter);
      await workbench.type('nobody');
      await workbench.enter();
      await workbench.sideBar.getByText(say.nothingFits).waitFor();
      await look('7-nothing-fits');
      await workbench.sideBar.locator('.monaco-button', { hasText: say.clearFilter }).click();
      await workbench.row(': Anka').waitFor();
    });

    it('sorts, and hides empty readers', async () => {
      await workbench.sideBar.hover();
      await workbench.sideBar.locator('.title-actions .action-label.codicon-toolbar-more').click();
      await workbench.page.locator('.action-item', { hasText: say.sort }).first().hover();
      await workbench.page.locator('.action-item', { hasText: say.byExpiry }).last().waitFor();
      await look('8-view-menu');
      await workbench.page.locator('.action-item', { hasText: say.byExpiry }).last().click();
      await workbench.sideBar.getByText(say.sorted).first().waitFor({ state: 'attached' });
      await command(say.hideEmpty);
      await workbench.row(READERS[0].name).waitFor({ state: 'detached' });
      await workbench.sideBar.getByText(say.hidden).first().waitFor({ state: 'attached' });
      await look('9-arranged');
    });

    it('exports the certificate that it shows', async () => {
      await workbench.pressOnRow(workbench.row(say.signing), say.show);
      const button = workbench.page.locator(
        `.editor-actions .action-label[aria-label^="${say.export}"]`,
      );
      await button.click();
      const name = workbench.quickInput.locator('input').last();
      await until('a name is proposed', async () => (await name.inputValue()).endsWith('.pem'));
      await look('10-export');
      await workbench.page.keyboard.press('Escape');
    });

    it('says that another program holds a card, with a way to try again', async () => {
      const card = await insertRawCard(READERS[0].port, { atr: AKIS_2, answer: () => '6A82' });
      const source = new PcscSource(join(root, 'dist', 'pcscHost.js'), strictLog);
      try {
        await workbench.row('AKİS 2.5.2').waitFor();
        const held = await source.connect(READERS[0].name, 'exclusive');
        // PC/SC Lite does not tell that a card is held now; whoever asks is told.
        await workbench.pressOnView(say.refresh);
        await workbench.row(say.inUse).waitFor();
        await workbench.row(say.holding).hover();
        await workbench.row(say.holding).locator(`[aria-label="${say.retry}"]`).waitFor();
        await look('11-in-use');
        await held.disconnect('leave');
        await workbench.row(say.inUse).waitFor({ state: 'detached' });
      } finally {
        source.dispose();
        card.pull();
      }
    });
  });
}

defineFinish({ name: 'dark', language: 'en', theme: 'Default Dark Modern' });
defineFinish({ name: 'light', language: 'tr', theme: 'Default Light Modern' });
defineFinish({ name: 'high-contrast', language: 'en', theme: 'Default High Contrast' });
