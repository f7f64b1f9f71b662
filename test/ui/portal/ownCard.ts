import assert from 'node:assert/strict';
import type { PortalWalk } from './walk.ts';

const NAME = 'Anka';
const WORD = 'Anka kuşu 7';

/**
 * The long way of a new user with a card of their own. The simulator makes it for an organisation
 * of which the explorer tells the Vergi Kimlik No, and Güvenlik Sözcüğümü Unuttum gives the rest.
 */
export function ownCard(walk: PortalWalk): void {
  describe('A virtual card of one’s own', () => {
    let vkn: string | undefined;

    it('is made and inserted, its certificates in use', async () => {
      const { say, workbench } = walk;
      await workbench.openExplorer();
      await workbench.pressOnView(say.insert);
      await workbench.choose('Mali mühür');
      await workbench.quickInput.getByText('(2/2)').waitFor();
      await workbench.type(NAME);
      await workbench.enter();
      await walk.seeInExplorer(say.signing, say.active);
      await walk.look('own-card');
      const label = await workbench.row('SIGN0').innerText();
      vkn = /(\d{10})SIGN0/.exec(label)?.[1];
      assert.ok(vkn, label);
    });

    it('is locked by three wrong PINs, which offers both ways out', async () => {
      const { say, workbench } = walk;
      await walk.lockCard(workbench.pinOf(NAME));
      const message = workbench.notification(say.wrongPin);
      for (const name of [say.unlockHere, say.unlockThere])
        await message.getByRole('button', { name }).waitFor();
      await walk.look('both-ways');
      await workbench.clearNotifications();
    });

    it('Güvenlik Sözcüğümü Unuttum: a new word for its organisation', async () => {
      const { portal, say } = walk;
      await walk.forgetWord(vkn ?? '');
      await walk.pasteCode();
      await portal.type('word', WORD);
      await portal.press({ words: say.saveWord });
      await portal.see('passwordSignIn');
      await portal.hear(say.wordValid);
    });

    it('Şifreli Giriş with it, and the code of the phone, leads to the menu', async () => {
      const { portal } = walk;
      await walk.signInByPhone({ vkn: vkn ?? '', securityWord: WORD });
      await portal.see('menu');
      await portal.page.getByText(NAME).first().waitFor();
      await walk.look('own-menu');
    });

    it('Kilit Çözme, and PIN / PUK Bilgisi shows the PIN that is right', async () => {
      const { portal, workbench } = walk;
      const before = workbench.pinOf(NAME);
      await portal.press('unlock');
      await portal.see('unlock');
      await walk.unlockCard();
      await walk.look('own-unlocked');
      const pin = await walk.readNewPin();
      assert.notEqual(pin, before);
      await walk.verifyPin(pin);
    });

    it('Çıkış, and the card is taken out', async () => {
      const { portal, say, workbench } = walk;
      await portal.press('signOut');
      await portal.hear(say.signedOut);
      await workbench.pressOnRow(workbench.row(say.ready), say.remove);
      await workbench.row(say.ready).waitFor({ state: 'detached' });
    });
  });
}
