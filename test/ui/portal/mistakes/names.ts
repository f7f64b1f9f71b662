import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { PortalWalk } from '../walk.ts';
import { HOSTILE, hostile } from './hostile.ts';

/** A trade name made to act wherever it is shown; the card of its owner is in a reader. */
export function hostileNames(walk: PortalWalk): void {
  describe('A trade name with HTML, an icon and a link in it', () => {
    const { say } = walk;

    it('is text on the page', async () => {
      const { portal } = walk;
      const { tradeName } = await hostile(walk);
      await portal.press('menu');
      await portal.see('menu');
      assert.equal(await portal.page.locator('.organisation').innerText(), tradeName);
      await portal.page.locator('.certificate .name', { hasText: HOSTILE }).first().waitFor();
      await portal.press('details');
      await portal.page.locator('dd', { hasText: tradeName }).waitFor();
      await portal.press('menu');
      await portal.see('menu');
    });

    it('is text in the row, its tooltip, and the tooltip of the status bar', async () => {
      const { workbench } = walk;
      await walk.seeInExplorer(say.signing, HOSTILE);
      await readTooltip(workbench.row(say.signing));
      await walk.look('name-tooltip');
      await readTooltip(workbench.page.locator('.statusbar-item', { hasText: /\d days/ }));
      await walk.look('name-status-bar');
    });

    it('is text in the list of certificates and in the editor that shows one', async () => {
      const { workbench } = walk;
      await workbench.command(say.showCertificate);
      const rows = workbench.quickInput.locator('.monaco-list-row', { hasText: HOSTILE });
      await rows.first().waitFor();
      await walk.look('name-list');
      await rows.first().click();
      const { page } = workbench;
      await workbench.tab(HOSTILE).waitFor();
      await page.locator('.view-lines', { hasText: HOSTILE }).waitFor();
      await walk.look('name-editor');
      await workbench.closeTab(HOSTILE);
      await walk.portal.see('menu');
    });

    it('has done nothing in any frame', async () => {
      for (const frame of walk.workbench.page.frames()) {
        assert.equal(await frame.evaluate('top.hit'), undefined, frame.url());
        assert.equal(await frame.locator('img[src=x]').count(), 0, frame.url());
      }
    });

    async function readTooltip(element: Locator): Promise<void> {
      await element.hover();
      await walk.workbench.page.locator('.monaco-hover', { hasText: HOSTILE }).waitFor();
    }
  });
}
