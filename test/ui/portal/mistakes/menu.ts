import assert from 'node:assert/strict';
import { suspendCertificate } from '../../../../src/portal/contract/menu.ts';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import type { PortalWalk } from '../walk.ts';
import { hostile } from './hostile.ts';

/** Longer than a session may be idle. */
const SESSION_ENDS = 11 * 60;
const TYPED = 'Yarım Kalan Sokak 7, Ankara';

/** What has changed behind the back of whoever is signed in. */
export function menuMistakes(walk: PortalWalk): void {
  describe('Sertifika İşlemler Menüsü', () => {
    const { say } = walk;
    let organisation: TestOrganisationRecord;
    let signing = '';

    before(async () => {
      organisation = await hostile(walk);
      const certificates = organisation.cards.flatMap((card) => card.certificates);
      const found = certificates.find(({ purpose }) => purpose === 'signing');
      signing = found?.serialNumber ?? assert.fail();
    });

    it('an action on a certificate that was changed elsewhere says so, at its new state', async () => {
      const { portal, simulator, workbench } = walk;
      const row = portal.row(signing);
      await row.getByText('GEÇERLİ').waitFor();
      await portal.press('suspend', row);
      const session = await simulator.signInElsewhere(organisation);
      await simulator.call(suspendCertificate, { params: { serialNumber: signing } }, session);
      await workbench.answerDialog(say.holdAsk, say.hold);
      await portal.hear(say.changedElsewhere);
      await walk.sees(say.changedElsewhere);
      await row.getByText('ASKIDA').waitFor();
      await walk.look('changed-elsewhere');
      await portal.press('activate', row);
      await portal.hear(say.inUse);
    });

    it('a session that ended says so, and signing in leads back to where one was', async () => {
      const { portal, simulator } = walk;
      await portal.press('details');
      await portal.see('details');
      await portal.type('address', TYPED);
      await simulator.passTime(SESSION_ENDS);
      await portal.press({ words: say.save });
      await portal.see('verification');
      await portal.hear(say.sessionOver);
      await walk.look('session-over');
      await portal.press('passwordSignIn');
      await portal.see('passwordSignIn');
      await walk.fillIn(organisation);
      await portal.see({ words: say.phone });
      await portal.press({ words: say.sendCode });
      await portal.see('code');
      await portal.type('code', await simulator.lastCode(organisation.vkn));
      await portal.press({ words: say.confirm });
      await portal.see('details');
      assert.equal(await portal.valueOf('address'), TYPED);
      await walk.look('details-again');
    });
  });
}
