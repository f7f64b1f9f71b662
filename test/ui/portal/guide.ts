import assert from 'node:assert/strict';
import { SEED } from '../../../src/portal/simulator/organisations/seed.ts';
import type { PortalWalk } from './walk.ts';

/** Steps 2 to 5 of the guide: from the home page to the menu, with the code from the phone. */
export function guide(walk: PortalWalk): void {
  describe('steps 2 to 5 of the guide', () => {
    it('opens at the home page, with Sürücü and Online İşlemler', async () => {
      const { portal, say, workbench } = walk;
      await workbench.openExplorer();
      await workbench.command(say.open);
      await portal.see({ words: say.portal });
      await portal.button('drivers').waitFor();
      await walk.look('home');
    });

    it('leads over Online İşlemler to Kullanıcı Doğrulama', async () => {
      const { portal } = walk;
      await portal.press('onlineServices');
      await portal.see('onlineServices');
      await walk.look('online-services');
      await portal.press('certificateServices');
      await portal.see('verification');
      await portal.button('signatureSignIn').waitFor();
      await walk.look('verification');
    });

    it('takes Vergi Kimlik No, Resimdeki Yazı as it is told, and Güvenlik Sözcüğü', async () => {
      const { portal, say } = walk;
      await portal.press('passwordSignIn');
      await portal.see('passwordSignIn');
      await portal.type('vkn', SEED.vkn);
      await portal.type('picture', await walk.hearPicture());
      await portal.type('word', SEED.securityWord);
      await walk.look('password');
      await portal.press('signIn');
      await portal.see({ words: say.phone });
      await walk.look('phone');
    });

    it('takes the SMS Onay Kodu that was copied from the simulated phone', async () => {
      const { portal, say, simulator } = walk;
      await portal.press({ words: say.sendCode });
      await portal.see('code');
      await walk.pasteCode();
      assert.equal(await portal.valueOf('code'), await simulator.lastCode(SEED.vkn));
      await walk.look('code');
      await portal.press({ words: say.confirm });
      await portal.see('menu');
      await portal.hear(say.signedIn);
      await walk.look('menu');
    });
  });
}
