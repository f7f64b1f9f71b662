import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import type { PortalWalk } from './walk.ts';

/** PIN / PUK Bilgisi: the warnings, showing, saving, printing, deleting. */
export function secrets(walk: PortalWalk): void {
  describe('PIN / PUK Bilgisi', () => {
    let card: TestOrganisationRecord['cards'][number];

    before(async () => {
      const { cards } = await walk.seed();
      const last = cards.findLast(({ profile }) => profile === 'mali-muhur');
      assert.ok(last);
      card = last;
    });

    it('shows the four warnings, and nothing before they are acknowledged', async () => {
      const { portal, say } = walk;
      await portal.press('secrets', portal.card(card.serial));
      await portal.see('secrets');
      assert.equal(await portal.page.locator('.warnings ol > li').count(), 4);
      await walk.look('warnings');
      await portal.press({ words: say.show });
      await portal.complains('warnings', say.readFirst);
      await walk.look('warnings-not-read');
    });

    it('shows PIN and PUK masked, and reveals them on request', async () => {
      const { portal, say } = walk;
      await portal.use(portal.page.getByRole('checkbox', { name: say.allRead }), 'Space');
      await portal.press({ words: say.show });
      await portal.button({ words: say.hide }).waitFor();
      assert.doesNotMatch(await portal.text(), new RegExp(`${pin(card)}|${puk(card)}`));
      await portal.press({ words: say.reveal('PIN') });
      await portal.page.getByText(pin(card)).waitFor();
      await portal.press({ words: say.reveal('PUK') });
      await portal.page.getByText(puk(card)).waitFor();
      await walk.look('revealed');
      await portal.press({ words: say.hide });
      await portal.button({ words: say.show }).waitFor();
      assert.doesNotMatch(await portal.text(), new RegExp(`${pin(card)}|${puk(card)}`));
    });

    it('Parolalarımı Kaydet writes the PDF where the user says', async () => {
      const { portal, say, workbench } = walk;
      const file = join(workbench.state, 'PIN-PUK.pdf');
      await portal.press('save');
      await workbench.saveAs(file);
      await portal.hear(say.pdfSaved);
      assert.equal(readFileSync(file).subarray(0, 5).toString('latin1'), '%PDF-');
      rmSync(file);
      await walk.look('saved');
    });

    it('Parolalarımı Kaydet asks before it writes into a project folder', async () => {
      const { portal, say, workbench } = walk;
      await portal.press('save');
      await workbench.saveAs(join(import.meta.dirname, 'PIN-PUK.pdf'));
      await workbench.page.locator('.monaco-dialog-box', { hasText: say.saveAsk }).waitFor();
      await walk.look('saved-in-project');
      await workbench.page.keyboard.press('Escape');
      await portal.button('save').and(portal.focused).waitFor();
    });

    it('Parolalarımı Sil asks with the words of the guide, and deletes for good', async () => {
      const { portal, say } = walk;
      await portal.press('erase');
      const question = portal.page.getByRole('group', { name: say.eraseAsk });
      await question.getByText('bir daha görülemeyecek şekilde tamamen silinir').waitFor();
      await walk.look('erase-question');
      await portal.press('erase', question);
      await portal.hear(say.erased);
      await portal.page.getByText(say.gone).waitFor();
      await walk.look('erased');
      await portal.press('menu');
      await portal.see('menu');
    });
  });
}

function pin({ pin: value }: TestOrganisationRecord['cards'][number]): string {
  return value ?? '';
}

function puk({ puk: value }: TestOrganisationRecord['cards'][number]): string {
  return value ?? '';
}
