import assert from 'node:assert/strict';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import { otherThan } from '../../../unit/portal/support/signIn.ts';
import type { PortalWalk } from '../walk.ts';
import { hostile } from './hostile.ts';

export const WRONG_WORD = 'Jw6Dk3Pr8Sn5Ib0E';
/** Longer than an SMS code is valid, shorter than a sign-in waits for one. */
const CODE_EXPIRES = 200;

/** Kullanıcı Doğrulama with everything wrong that can be. */
export function signInMistakes(walk: PortalWalk): void {
  describe('Kullanıcı Doğrulama', () => {
    const { say } = walk;
    let organisation: TestOrganisationRecord;
    let code = '';

    before(async () => {
      await walk.workbench.openExplorer();
      await walk.goToPassword();
      organisation = await hostile(walk);
    });

    /** What is not wrong stays as it was typed; the picture is another one. */
    async function keeps(vkn: string, word: string): Promise<void> {
      assert.equal(await walk.portal.valueOf('vkn'), vkn);
      assert.equal(await walk.portal.valueOf('word'), word);
    }

    it('a tax number of nine digits is said to be too short', async () => {
      const { portal } = walk;
      const vkn = organisation.vkn.slice(0, 9);
      await walk.fillIn({ vkn, securityWord: organisation.securityWord });
      await portal.complains('vkn', say.vknLength);
      await keeps(vkn, organisation.securityWord ?? '');
      assert.notEqual(await portal.valueOf('picture'), '', 'nothing was sent');
      await walk.look('vkn-too-short');
    });

    it('a tax number with a wrong check digit is said to be mistyped', async () => {
      const { portal } = walk;
      const vkn = organisation.vkn.replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
      await portal.type('vkn', vkn);
      await portal.press('signIn');
      await portal.complains('vkn', say.vknDigit);
      await keeps(vkn, organisation.securityWord ?? '');
      await walk.look('vkn-check-digit');
    });

    it('a wrong text of the picture fails, and another picture is there', async () => {
      const { portal } = walk;
      await portal.type('vkn', organisation.vkn);
      await portal.type('picture', 'YANLIŞ');
      await portal.press('signIn');
      await portal.complains('vkn', say.signInFailed);
      await keeps(organisation.vkn, organisation.securityWord ?? '');
      assert.equal(await portal.valueOf('picture'), '');
      await walk.look('picture-wrong');
    });

    it('a wrong security word fails in the same way', async () => {
      const { portal } = walk;
      await walk.fillIn({ vkn: organisation.vkn, securityWord: WRONG_WORD });
      await portal.complains('vkn', say.signInFailed);
      await keeps(organisation.vkn, WRONG_WORD);
      await walk.look('word-wrong');
    });

    it('a wrong SMS Onay Kodu says how many tries are left', async () => {
      const { portal } = walk;
      await walk.fillIn(organisation);
      await portal.see({ words: say.phone });
      await portal.press({ words: say.sendCode });
      await portal.see('code');
      code = otherThan(await walk.simulator.lastCode(organisation.vkn));
      for (const left of [2, 1]) {
        await portal.type('code', code);
        await portal.press({ words: say.confirm });
        await portal.complains('code', say.codeTries(left));
        assert.equal(await portal.valueOf('code'), code);
      }
      await walk.look('code-wrong');
    });

    it('the third wrong code ends the sign-in, which begins anew with the tax number', async () => {
      const { portal } = walk;
      await portal.press({ words: say.confirm });
      await portal.see('passwordSignIn');
      await portal.hear(say.codeSpent);
      assert.equal(await portal.valueOf('vkn'), organisation.vkn);
      await walk.look('code-wrong-three-times');
    });

    it('the fifth mistake pauses the sign-in, and says for how long', async () => {
      const { portal } = walk;
      await walk.fillIn({ vkn: organisation.vkn, securityWord: WRONG_WORD });
      await portal.complains('vkn', say.signInFailed);
      await walk.fillIn(organisation);
      await portal.hear(say.paused);
      await keeps(organisation.vkn, organisation.securityWord ?? '');
      await walk.look('paused');
      await walk.simulator.passTime(301);
    });

    it('an SMS Onay Kodu that came too late is said to be no longer valid', async () => {
      const { portal } = walk;
      await walk.fillIn(organisation);
      await portal.see({ words: say.phone });
      await portal.press({ words: say.sendCode });
      await portal.see('code');
      await walk.simulator.passTime(CODE_EXPIRES);
      await portal.type('code', await walk.simulator.lastCode(organisation.vkn));
      await portal.press({ words: say.confirm });
      await portal.complains('code', say.codeExpired);
      await walk.look('code-expired');
      await portal.press({ words: say.resend });
      await portal.button({ words: say.resend }).waitFor({ state: 'detached' });
      await portal.type('code', await walk.simulator.lastCode(organisation.vkn));
      await portal.press({ words: say.confirm });
      await portal.see('menu');
      await walk.look('hostile-menu');
    });
  });
}
