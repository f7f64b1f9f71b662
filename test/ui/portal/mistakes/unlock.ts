import assert from 'node:assert/strict';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import { clearFault, setFault } from '../../../../src/portal/contract/testSuite.ts';
import type { PortalWalk } from '../walk.ts';
import { hostile } from './hostile.ts';

/** Slow enough to take the card out between two commands. */
const SLOW = { kind: 'slow', milliseconds: 1000 } as const;

/** Kilit Çözme with the wrong card, or with one that does not stay. */
export function unlockMistakes(walk: PortalWalk): void {
  describe('Kilit Çözme', () => {
    const { say } = walk;
    let card: TestOrganisationRecord['cards'][number];
    let other: TestOrganisationRecord['cards'][number];

    before(async () => {
      const sealOf = ({ cards }: TestOrganisationRecord) =>
        cards.find(({ profile }) => profile === 'mali-muhur') ?? assert.fail();
      card = sealOf(await hostile(walk));
      other = sealOf(await walk.seed());
    });

    /** The card whose row says that of its PIN. */
    async function takeOut(row: string): Promise<void> {
      const { workbench } = walk;
      await workbench.pressOnRow(workbench.row(row), say.remove);
      await workbench.row(row).waitFor({ state: 'detached' });
    }

    it('another card in the reader is said to be another one, and gets nothing', async () => {
      const { portal } = walk;
      await walk.insert(card.name);
      await portal.press({ words: say.back });
      await portal.see('menu');
      await portal.press('unlock', portal.card(card.serial));
      await portal.button({ words: say.unlockGo }).waitFor();
      await takeOut(say.locked);
      await walk.insert(other.name);
      await portal.press({ words: say.unlockGo });
      await portal.hear(say.otherCard);
      await portal.page.getByText(say.noReader).waitFor();
      await walk.look('other-card');
      await takeOut(say.ready);
    });

    it('a card that is taken out meanwhile interrupts it', async () => {
      const { portal, simulator } = walk;
      await walk.insert(card.name);
      await portal.press({ words: say.lookAgain });
      await portal.button({ words: say.unlockGo }).waitFor();
      const params = { service: 'portal' } as const;
      await simulator.call(setFault, { params, body: SLOW });
      await portal.press({ words: say.unlockGo });
      await portal.hear(say.unlocking);
      await takeOut(say.locked);
      await portal.hear(say.takenOut);
      await simulator.call(clearFault, { params });
      await portal.page.getByText(say.interrupted).waitFor();
      await walk.look('unlock-interrupted');
    });

    it('goes on where it was once the card is back', async () => {
      const { portal, workbench } = walk;
      await walk.insert(card.name);
      await portal.press({ words: say.lookAgain });
      await portal.press({ words: say.goOn });
      await portal.hear(say.unlocked);
      await workbench.row(say.ready).waitFor();
      await walk.look('unlocked');
    });
  });
}
