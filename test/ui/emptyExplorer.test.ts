import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkExtensions } from '../../scripts/lib/install.mjs';
import { killPcscd, needsRig, READERS, startPcscd } from '../rig/pcscd.ts';
import { Workbench } from './support/workbench.ts';

const root = join(import.meta.dirname, '../..');

/** What stands in the explorer in each case, and the button below it. */
const cases = {
  en: {
    noService: ['The PC/SC service is not running', 'Refresh'],
    noReader: ['No card reader is connected.', 'Insert Virtual Card'],
  },
  tr: {
    noService: ['PC/SC hizmeti çalışmadığı için', 'Yenile'],
    noReader: ['Bağlı kart okuyucu yok.', 'Sanal Kart Tak'],
  },
} as const;

for (const language of ['en', 'tr'] as const) {
  describe(`An explorer without a reader: ${language}`, () => {
    const config = process.env['MUHUR_PCSCD_CONFIG'];
    let nothing: string;
    let workbench: Workbench;

    before(async function () {
      needsRig(this);
      nothing = mkdtempSync(join(tmpdir(), 'muhur-no-readers-'));
      await killPcscd();
      workbench = await Workbench.open({
        install: (state) => linkExtensions(join(state, 'extensions'), [root]),
        language,
      });
    });
    after(async () => {
      await workbench.close();
      rmSync(nothing, { recursive: true });
    });
    afterEach(async () => {
      await killPcscd();
      process.env['MUHUR_PCSCD_CONFIG'] = config;
      await startPcscd();
    });

    async function expectWelcome([text, button]: readonly [string, string]): Promise<void> {
      await workbench.sideBar.locator('.welcome-view-content', { hasText: text }).waitFor();
      await workbench.sideBar.locator('.monaco-button', { hasText: button }).waitFor();
    }

    it('says what to do without the PC/SC service', async () => {
      await workbench.openExplorer();
      await expectWelcome(cases[language].noService);
      await workbench.look(`empty-${language}-1-no-service`);
    });

    it('says what to do without a reader, and shows one as soon as it is there', async () => {
      await workbench.row(READERS[0].name).waitFor();
      await killPcscd();
      process.env['MUHUR_PCSCD_CONFIG'] = nothing;
      await startPcscd();
      await expectWelcome(cases[language].noReader);
      await workbench.look(`empty-${language}-2-no-reader`);
      await killPcscd();
      process.env['MUHUR_PCSCD_CONFIG'] = config;
      await startPcscd();
      await workbench.row(READERS[0].name).waitFor();
    });
  });
}
