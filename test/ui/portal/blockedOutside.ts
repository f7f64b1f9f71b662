import assert from 'node:assert/strict';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import { SEED } from '../../../src/portal/simulator/organisations/seed.ts';
import { OpenSc, needsOpenSc, undoAfter } from '../../interop/opensc.ts';
import type { Run } from '../../interop/opensc.ts';
import { READERS } from '../../rig/pcscd.ts';
import { wrongPin } from '../support/wrongPin.ts';
import type { PortalWalk } from './walk.ts';

/** From a card that another program has blocked to a PIN that this program takes, too. */
export function blockedOutside(walk: PortalWalk): void {
  describe('A delivered card that OpenSC blocks', () => {
    const undo = undoAfter();
    let opensc: OpenSc;
    let card: TestOrganisationRecord['cards'][number];

    before(async function () {
      needsOpenSc(this);
      opensc = new OpenSc('akis');
      undo.add(() => opensc.dispose());
      const { cards } = await walk.seed();
      const seal = cards.find(({ profile }) => profile === 'mali-muhur');
      assert.ok(seal);
      card = seal;
    });

    const verify = (pin: string): Promise<Run> =>
      opensc.run('pkcs15-tool', '--verify-pin', '--auth-id', '01', '--pin', pin);

    it('is put into a PC/SC reader, where OpenSC sees it', async () => {
      const { say, workbench } = walk;
      await workbench.command(say.put);
      await workbench.choose(card.name);
      await workbench.choose(String(READERS[0].port));
      await workbench.row(say.ready).waitFor();
      await opensc.untilCard(true);
      await walk.look('in-reader');
    });

    it('is locked in the explorer after three wrong PINs of pkcs15-tool', async () => {
      const { say, workbench } = walk;
      for (let tries = 3; tries > 0; tries--)
        assert.notEqual((await verify(wrongPin(card.pin ?? ''))).code, 0);
      await workbench.pressOnView(say.refresh);
      await workbench.row(say.locked).waitFor();
      await walk.look('blocked-outside');
    });

    it('its row leads over the sign-in to Kilit Çözme', async () => {
      const { portal, say, workbench } = walk;
      await workbench.chooseFromMenu(workbench.row(say.locked), say.unlockRow);
      await portal.see('verification');
      await portal.press('passwordSignIn');
      await portal.see('passwordSignIn');
      await walk.signInByPhone(SEED);
      await portal.see('unlock');
      await walk.look('unlock-in-reader');
    });

    it('has a new PIN then, which is right here and for pkcs15-tool', async () => {
      await walk.unlockCard();
      const pin = await walk.readNewPin();
      await walk.verifyPin(pin);
      const { code, text } = await verify(pin);
      assert.equal(code, 0, text);
    });
  });
}
