import assert from 'node:assert/strict';
import { SEED } from '../../../src/portal/simulator/organisations/seed.ts';
import { wrongPin } from '../support/wrongPin.ts';
import type { PortalWalk } from './walk.ts';

const NEW_WORD = 'Yeni sözcük 7';

/** E-imzalı Giriş and Güvenlik Sözcüğümü Unuttum. */
export function otherWays(walk: PortalWalk): void {
  describe('the other ways in', () => {
    it('E-imzalı Giriş says so when no card with an e-signature is in a reader', async () => {
      const { portal, say, workbench } = walk;
      await workbench.command(say.open);
      await portal.press('onlineServices');
      await portal.press('certificateServices');
      await portal.press('signatureSignIn');
      await portal.see('signatureSignIn');
      await portal.page.getByText(say.noSignature).waitFor();
      await walk.look('e-signature-no-card');
    });

    it('E-imzalı Giriş: VS Code asks for the PIN; a wrong one is said, the right one opens', async () => {
      const { portal, say, workbench } = walk;
      const { cards } = await walk.seed();
      const card = cards.find(({ profile }) => profile === 'e-imza');
      assert.ok(card);
      await walk.insert(card.name);
      await portal.press({ words: say.lookAgain });
      await portal.press({ words: card.name });
      await workbench.quickInput.waitFor();
      await walk.look('e-signature-pin');
      await workbench.type(wrongPin(card.pin ?? ''));
      await workbench.enter();
      await portal.hear(say.wrongPin);
      await walk.look('e-signature-wrong-pin');
      await portal.press({ words: card.name });
      await workbench.type(card.pin ?? '');
      await workbench.enter();
      await portal.see('menu');
      await portal.hear(say.signedIn);
      await portal.press('signOut');
      await portal.see({ words: say.portal });
    });

    it('Güvenlik Sözcüğümü Unuttum: a code and a new word, which then signs in', async () => {
      const { portal, say, simulator } = walk;
      await walk.forgetWord(SEED.vkn);
      await portal.type('code', await simulator.lastCode(SEED.vkn));
      await portal.type('word', 'kısa');
      await portal.press({ words: say.saveWord });
      await portal.complains('word', say.wordTooShort);
      await walk.look('new-word-too-short');
      await portal.type('word', NEW_WORD);
      await portal.press({ words: say.saveWord });
      await portal.see('passwordSignIn');
      await portal.hear(say.wordValid);
      await walk.look('new-word');
      await walk.signIn({ vkn: SEED.vkn, securityWord: NEW_WORD });
    });
  });
}
