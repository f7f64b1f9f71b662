import { join } from 'node:path';
import { linkExtensions } from '../../scripts/lib/install.mjs';
import { needsRig } from '../rig/pcscd.ts';
import { words } from './support/pinWords.ts';
import { type Theme, Workbench } from './support/workbench.ts';

const root = join(import.meta.dirname, '../..');

/** Boxes and messages fade in, and a picture of that shows neither; what turns for ever may turn. */
const ALL_STILL = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
  .map(({ finished }) => finished))`;

/** What somebody with a card does to its PIN, with mouse and keyboard. */
function defineWalk(name: string, language: 'en' | 'tr', theme: Theme): void {
  describe(`PIN and PUK by hand: ${name}`, () => {
    const say = words[language];
    const card = 'Anka';
    const newPin = 'Kartal42';
    let workbench: Workbench;

    const look = async (what: string): Promise<void> => {
      await workbench.page.evaluate(ALL_STILL);
      await workbench.look(`pin-${name}-${what}`);
    };
    const other = (secret: string): string =>
      `${secret.startsWith('0') ? '1' : '0'}${secret.slice(1)}`;
    const step = (text: string): Promise<void> =>
      workbench.quickInput.getByText(text).first().waitFor();
    const answer = async (text: string): Promise<void> => {
      await workbench.type(text);
      await workbench.enter();
    };
    /** Answers one step after the other, from that one on. */
    const answerSteps = async (first: number, ...texts: readonly string[]): Promise<void> => {
      for (const [index, text] of texts.entries()) {
        await step(`(${String(first + index)}/3)`);
        await answer(text);
      }
    };
    const hear = async (text: string): Promise<void> => {
      await workbench.notification(text).waitFor();
    };
    const clear = async (): Promise<void> => {
      const toast = workbench.page.locator('.notification-toast').first();
      await toast.hover();
      await toast.locator('.codicon-notifications-clear').click();
      await toast.waitFor({ state: 'detached' });
    };
    const dialog = (text: string): Promise<void> =>
      workbench.page.locator('.monaco-dialog-box', { hasText: text }).waitFor();
    const pressInDialog = (title: string): Promise<void> =>
      workbench.page
        .locator('.monaco-dialog-box .monaco-button', { hasText: title })
        .first()
        .click();

    before(async function () {
      needsRig(this);
      const install = (state: string): void => {
        linkExtensions(join(state, 'extensions'), [root]);
      };
      workbench = await Workbench.open({ install, language, theme });
      await workbench.openExplorer();
      await workbench.pressOnView(say.insert);
      await workbench.quickInput.getByText('Mali mühür').first().waitFor();
      await workbench.enter();
      await step('(2/2)');
      await answer(card);
      await workbench.row(say.tries(3)).waitFor();
    });
    afterEach(async function () {
      if (this.currentTest?.isFailed()) await look('failed');
    });
    after(() => workbench.close());

    it('offers what can be done with the PIN where the card is', async () => {
      await workbench.row(say.tries(3)).click({ button: 'right' });
      await workbench.page.locator('.context-view .action-item', { hasText: say.unlock }).waitFor();
      await look('01-menu');
      await workbench.page.keyboard.press('Escape');
    });

    it('verifies: too short, wrong, right', async () => {
      await workbench.pressOnRow(workbench.row(say.tries(3)), say.verify);
      await answer('12');
      await step(say.tooShort);
      await look('02-too-short');
      await answer(other(workbench.pinOf(card)));
      await hear(say.wrong);
      await look('03-wrong');
      await clear();
      await workbench.pressOnRow(workbench.row(say.tries(2)), say.verify);
      await answer(workbench.pinOf(card));
      await hear(say.right);
      await workbench.row(say.tries(3)).waitFor();
      await clear();
    });

    it('changes the PIN, and goes back on the way', async () => {
      const pin = workbench.pinOf(card);
      await workbench.chooseFromMenu(workbench.row(say.tries(3)), say.change);
      await step('(1/3)');
      await look('04-change-1');
      await answer(pin);
      await step('(2/3)');
      await workbench.type(pin);
      await step(say.same);
      await look('05-change-same');
      await answer(newPin);
      await step('(3/3)');
      await workbench.type('Kartal43');
      await step(say.differs);
      await look('06-change-differs');
      await workbench.quickInput.locator('.quick-input-titlebar .action-label').first().click();
      await answerSteps(2, newPin, newPin);
      await hear(say.changed);
      await look('07-changed');
      await clear();
    });

    it('warns before the last try, and locks the card with it', async () => {
      const wrong = other(workbench.pinOf(card));
      for (const left of [3, 2]) {
        await workbench.pressOnRow(workbench.row(say.tries(left)), say.verify);
        await step(say.verify);
        await answer(wrong);
        await hear(say.wrongPin);
        await clear();
      }
      await workbench.pressOnRow(workbench.row(say.lastTry), say.verify);
      await dialog(say.lastTryWarning);
      await look('08-last-try');
      await pressInDialog(say.useLastTry);
      await step(say.verify);
      await answer(wrong);
      await hear(say.locked);
      await workbench.row(say.lockedRow).hover();
      await look('09-locked');
      await clear();
    });

    it('unlocks the card with its PUK', async () => {
      await workbench.pressOnRow(workbench.row(say.lockedRow), say.unlock);
      await dialog(say.threePuks);
      await look('10-unlock-warning');
      await pressInDialog(say.enterPuk);
      await step('(1/3)');
      await workbench.type('1234');
      await step(say.exactly);
      await look('11-unlock-1');
      const puk = workbench.pukOf(card);
      await answerSteps(1, puk, puk);
      await step(say.notPuk);
      await look('12-unlock-not-the-puk');
      await answerSteps(2, '2468', '2468');
      await hear(say.unlocked);
      await workbench.row(say.tries(3)).waitFor();
      await clear();
    });

    it('wants the last PUK try to be chosen twice', async () => {
      const wrong = other(workbench.pukOf(card));
      for (const attempt of [1, 2]) {
        await workbench.chooseFromMenu(workbench.row(say.tries(3)), say.unlock);
        await dialog(say.notLocked);
        if (attempt === 1) await look('13-not-locked');
        await pressInDialog(say.usePuk);
        await answerSteps(1, wrong, '2468', '2468');
        await hear(say.wrongPuk);
        if (attempt === 2) await look('14-wrong-puk');
        await clear();
      }
      await workbench.chooseFromMenu(workbench.row(say.tries(3)), say.unlock);
      await dialog(say.notLocked);
      await pressInDialog(say.usePuk);
      await step(say.keep);
      await look('15-last-puk');
      await workbench.enter();
      await workbench.quickInput.waitFor({ state: 'detached' });
    });
  });
}

defineWalk('dark', 'en', 'Default Dark Modern');
defineWalk('light', 'tr', 'Default Light Modern');
defineWalk('high-contrast', 'en', 'Default High Contrast');
