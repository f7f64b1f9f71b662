import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PortalWalk } from '../walk.ts';

/** PIN / PUK Bilgisi where the PDF cannot be written or opened. */
export function fileMistakes(walk: PortalWalk): void {
  describe('PIN / PUK Bilgisi', () => {
    const { say } = walk;

    it('a PDF that cannot be written is said, and the page stays as it was', async () => {
      const { portal, workbench } = walk;
      await portal.press('secrets');
      await portal.see('secrets');
      const pin = await walk.revealPin();
      await portal.press('save');
      await workbench.saveAs('/proc/1/PIN-PUK.pdf');
      await portal.hear(say.notWritten);
      await walk.sees(say.notWritten);
      await walk.look('pdf-not-written');
      assert.ok(await portal.page.getByRole('checkbox', { name: say.allRead }).isChecked());
      assert.match(await portal.text(), new RegExp(pin));
    });

    it('Print says so where no viewer is at hand, as in a browser, and leaves no file', async () => {
      const { portal, workbench } = walk;
      await portal.press({ words: say.print });
      await portal.hear(say.notOpened);
      await walk.sees(say.notOpened);
      await walk.look('not-printed');
      const left = readdirSync(join(workbench.state, 'tmp'));
      assert.deepEqual(
        left.filter((name) => name.startsWith('mali-muhur-')),
        [],
      );
    });
  });
}
