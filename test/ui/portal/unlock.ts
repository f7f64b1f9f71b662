import assert from 'node:assert/strict';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import type { PortalWalk } from './walk.ts';

/** Kilit Çözme with the card in the reader, to a new PIN that VS Code verifies. */
export function unlock(walk: PortalWalk): void {
  describe('Kilit Çözme', () => {
    let card: TestOrganisationRecord['cards'][number];

    before(async () => {
      const { cards } = await walk.seed();
      const first = cards.find(({ profile }) => profile === 'mali-muhur');
      assert.ok(first);
      card = first;
    });

    it('is offered on the row of a card that three wrong PINs have locked', async () => {
      const { say, workbench } = walk;
      await walk.lockCard(card.pin ?? '');
      await workbench.clearNotifications();
      await workbench.row(say.locked).click({ button: 'right' });
      await workbench.page
        .locator('.context-view .action-item', { hasText: say.unlockRow })
        .waitFor();
      await walk.look('locked');
      await workbench.page.keyboard.press('Escape');
      await workbench.chooseFromMenu(workbench.row(say.locked), say.unlockRow);
      await walk.portal.see('unlock');
      await walk.look('unlock');
    });

    it('says so when the card is in no reader, and sees it when it is back', async () => {
      const { portal, say, workbench } = walk;
      await workbench.pressOnRow(workbench.row(say.locked), say.remove);
      await workbench.row(say.locked).waitFor({ state: 'detached' });
      await portal.press({ words: say.unlockGo });
      await portal.hear(say.cardAbsent);
      await portal.page.getByText(say.noReader).waitFor();
      await walk.look('unlock-no-card');
      await walk.insert(card.name);
      await portal.press({ words: say.lookAgain });
      await portal.button({ words: say.unlockGo }).waitFor();
    });

    it('unlocks the card, which the explorer shows at once', async () => {
      await walk.unlockCard();
      await walk.look('unlocked');
    });

    it('leads to the new PIN, and the card takes it', async () => {
      const pin = await walk.readNewPin();
      assert.notEqual(pin, card.pin);
      await walk.verifyPin(pin);
    });

    it('Çıkış leaves, and the explorer still knows the states', async () => {
      const { portal, say } = walk;
      await portal.press('signOut');
      await portal.see({ words: say.portal });
      await portal.hear(say.signedOut);
      await walk.seeInExplorer(say.encryption, say.revoked);
      await walk.look('signed-out');
    });
  });
}
