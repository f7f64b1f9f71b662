import { join } from 'node:path';
import { linkExtensions } from '../../../scripts/lib/install.mjs';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import { SEED } from '../../../src/portal/simulator/organisations/seed.ts';
import { until } from '../../rig/until.ts';
import { Portal } from '../support/portal.ts';
import type { PortalWords } from '../support/portalWords.ts';
import { words } from '../support/portalWords.ts';
import { WindowSimulator } from '../support/windowSimulator.ts';
import { wrongPin } from '../support/wrongPin.ts';
import type { Theme, WorkbenchOptions } from '../support/workbench.ts';
import { Workbench } from '../support/workbench.ts';

const root = join(import.meta.dirname, '../../..');

export interface WalkOptions {
  /** Names the screenshots. */
  readonly name: string;
  readonly language: keyof typeof words;
  readonly theme: Theme;
  readonly hand: 'mouse' | 'keyboard';
  /** Puts the extension into the extensions folder of `state`; by default a link to the sources. */
  readonly install?: (state: string) => void | Promise<void>;
  /** Looks on from before VS Code is loaded. */
  readonly watch?: WorkbenchOptions['watch'];
}

/** One VS Code with the portal in it, that the parts of a walk go on with one after the other. */
export class PortalWalk {
  readonly say: PortalWords;
  readonly #options: WalkOptions;
  #parts: { readonly workbench: Workbench; readonly portal: Portal } | undefined;
  #simulator: WindowSimulator | undefined;
  #pictures = 0;

  constructor(options: WalkOptions) {
    this.#options = options;
    this.say = words[options.language];
  }

  async start(): Promise<void> {
    const { install = linkSources, language, theme, hand, watch } = this.#options;
    const workbench = await Workbench.open({ install, language, theme, watch });
    this.#parts = { workbench, portal: new Portal(workbench, hand) };
    this.#simulator = new WindowSimulator(workbench.state);
  }

  async end(): Promise<void> {
    await this.#parts?.workbench.close();
  }

  get workbench(): Workbench {
    return started(this.#parts).workbench;
  }

  get portal(): Portal {
    return started(this.#parts).portal;
  }

  get simulator(): WindowSimulator {
    return started(this.#simulator);
  }

  /** The organisation that is there from the start. */
  seed(): Promise<TestOrganisationRecord> {
    return this.simulator.organisation(SEED.vkn);
  }

  /** Writes what is seen to out/screenshots, in order. */
  async look(what: string): Promise<void> {
    await this.workbench.waitUntilStill();
    const number = String(++this.#pictures).padStart(2, '0');
    await this.workbench.look(`portal-${this.#options.name}-${number}-${what}`);
  }

  /** Waits until that is in sight on the page, and not only somewhere on it. */
  async sees(text: string): Promise<void> {
    const element = this.portal.page.getByText(text).first();
    const frame = this.workbench.page.locator('iframe.webview');
    await until(`“${text}” is in sight`, async () => {
      const [inner, outer] = [await element.boundingBox(), await frame.boundingBox()];
      if (inner === null || outer === null) return false;
      return inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
    });
  }

  /** Inserts a virtual card that exists. */
  async insert(name: string): Promise<void> {
    await this.workbench.command(this.say.insert);
    await this.workbench.choose(name);
    await this.workbench.row(name).waitFor();
  }

  /** Waits for a row of the explorer that says both. */
  async seeInExplorer(what: string, state: string): Promise<void> {
    const rows = this.workbench.sideBar.locator('.monaco-list-row', { hasText: what });
    await rows.filter({ hasText: state }).first().waitFor();
  }

  /** Spends the three tries of the card in the explorer; what that says is still to be read then. */
  async lockCard(pin: string): Promise<void> {
    const { say, workbench } = this;
    for (const row of [say.ready, say.twoLeft, say.lastTryRow]) {
      await workbench.clearNotifications();
      await workbench.pressOnRow(workbench.row(row), say.verify);
      if (row === say.lastTryRow) await workbench.answerDialog(say.lastTryAsk, say.lastTry);
      await workbench.quickInput.waitFor();
      await workbench.type(wrongPin(pin));
      await workbench.enter();
      await workbench.notification(say.wrongPin).first().waitFor();
    }
    await workbench.row(say.locked).waitFor();
  }

  /** On Kilit Çözme with the card in a reader. */
  async unlockCard(): Promise<void> {
    const { portal, say, workbench } = this;
    await portal.press({ words: say.unlockGo });
    await portal.hear(say.unlocked);
    await workbench.row(say.ready).waitFor();
  }

  /** Goes on from Kilit Çözme. @returns the new PIN as PIN / PUK Bilgisi shows it. */
  async readNewPin(): Promise<string> {
    await this.portal.press('secrets');
    await this.portal.see('secrets');
    return this.revealPin();
  }

  /** Types the right PIN for the card in the explorer. */
  async verifyPin(pin: string): Promise<void> {
    const { say, workbench } = this;
    await workbench.pressOnRow(workbench.row(say.ready), say.verify);
    await workbench.type(pin);
    await workbench.enter();
    await workbench.notification(say.right).waitFor();
    await this.look('verified');
    await workbench.clearNotifications();
  }

  /** On PIN / PUK Bilgisi: acknowledges the warnings. @returns the PIN as the page shows it. */
  async revealPin(): Promise<string> {
    const { portal, say } = this;
    await portal.use(portal.page.getByRole('checkbox', { name: say.allRead }), 'Space');
    await portal.press({ words: say.show });
    await portal.press({ words: say.reveal('PIN') });
    const shown = portal.page.locator('.secret', { hasText: /^\d+$/ });
    return (await shown.innerText()).trim();
  }

  /** Opens the panel and goes to Şifreli Giriş. */
  async goToPassword(): Promise<void> {
    const { portal, say } = this;
    await this.workbench.command(say.open);
    await portal.see({ words: say.portal });
    await portal.press('onlineServices');
    await portal.press('certificateServices');
    await portal.see('verification');
    await portal.press('passwordSignIn');
    await portal.see('passwordSignIn');
  }

  /** Opens the panel and asks for a new Güvenlik Sözcüğü, up to where the code is wanted. */
  async forgetWord(vkn: string): Promise<void> {
    const { portal, say } = this;
    await this.goToPassword();
    await portal.press('forgotten');
    await portal.see('forgotten');
    await portal.type('vkn', vkn);
    await portal.type('picture', await this.hearPicture());
    await this.look('forgotten');
    await portal.press({ words: say.confirm });
    await portal.see({ words: say.newWord });
  }

  /** Fills in Şifreli Giriş, the picture as it is told, and presses Giriş. */
  async fillIn({ vkn, securityWord }: SignIn): Promise<void> {
    const { portal } = this;
    await portal.type('vkn', vkn);
    await portal.type('picture', await this.hearPicture());
    await portal.type('word', securityWord ?? '');
    await portal.press('signIn');
  }

  /** What the picture says, as the page tells those who cannot see it. */
  async hearPicture(): Promise<string> {
    const { portal, say } = this;
    await portal.press({ words: say.tell });
    const told = portal.page.locator('.told', { hasText: say.told });
    return (await told.innerText()).replace(say.told, '').replace(/\s/g, '');
  }

  /** From Şifreli Giriş to the menu; the code comes from the outbox without the phone. */
  async signIn(who: SignIn): Promise<void> {
    const { portal, say } = this;
    await this.#askForCode(who);
    await portal.type('code', await this.simulator.lastCode(who.vkn));
    await portal.press({ words: say.confirm });
    await portal.see('menu');
  }

  /** From Şifreli Giriş to wherever one wanted to go, with the code from the simulated phone. */
  async signInByPhone(who: SignIn): Promise<void> {
    await this.#askForCode(who);
    await this.pasteCode();
    await this.portal.press({ words: this.say.confirm });
  }

  /** Copies the code of the newest SMS on the simulated phone and pastes it. */
  async pasteCode(): Promise<void> {
    const { portal, say, workbench } = this;
    await portal.press({ words: say.showPhone });
    const newest = workbench.quickInput.locator('.monaco-list-row').first();
    await newest.waitFor();
    await this.look('simulated-phone');
    await newest.click();
    await workbench.quickInput.waitFor({ state: 'detached' });
    await portal.paste('code');
  }

  async #askForCode(who: SignIn): Promise<void> {
    const { portal, say } = this;
    await this.fillIn(who);
    await portal.see({ words: say.phone });
    await portal.press({ words: say.sendCode });
    await portal.see('code');
  }
}

export type SignIn = Pick<TestOrganisationRecord, 'vkn' | 'securityWord'>;

function linkSources(state: string): void {
  linkExtensions(join(state, 'extensions'), [root]);
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('VS Code has not been started yet');
  return part;
}
