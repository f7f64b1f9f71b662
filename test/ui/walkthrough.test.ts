import assert from 'node:assert/strict';
import { join } from 'node:path';
import { linkExtensions } from '../../scripts/lib/install.mjs';
import { walkthroughSteps } from '../../src/contributions.ts';
import { SEED } from '../../src/portal/simulator/organisations/seed.ts';
import { needsRig } from '../rig/pcscd.ts';
import { PortalWalk } from './portal/walk.ts';
import { Walkthrough } from './support/walkthrough.ts';
import { type Theme, Workbench } from './support/workbench.ts';

const root = join(import.meta.dirname, '../..');

const dark: Theme = 'Default Dark Modern';

function install(state: string): void {
  linkExtensions(join(state, 'extensions'), [root]);
}

/** Shows every step with its picture, and writes what it looks like to out/screenshots. */
async function lookAtAll(
  workbench: Workbench,
  walkthrough: Walkthrough,
  name: string,
): Promise<void> {
  for (const step of walkthroughSteps) {
    await walkthrough.choose(step);
    for (const { text, contrast } of await walkthrough.readPicture(step))
      assert.ok(contrast >= 4.5, `${step}: “${text}” has a contrast of ${contrast.toFixed(2)} : 1`);
    await workbench.waitUntilStill();
    await workbench.look(`walkthrough-${name}-${step}`);
  }
}

describe('The walkthrough, followed by somebody without card and account', () => {
  const hand = 'mouse';
  const walk = new PortalWalk({ name: 'walkthrough', language: 'en', theme: dark, hand });
  let walkthrough: Walkthrough;

  before(async function () {
    needsRig(this);
    await walk.start();
    walkthrough = new Walkthrough(walk.workbench);
  });
  after(() => walk.end());

  it('shows the guide’s steps, each with its picture, and none of them done', async () => {
    await walkthrough.open('Get Started');
    assert.deepEqual(await walkthrough.clippedTitles(), []);
    await lookAtAll(walk.workbench, walkthrough, 'dark');
    assert.deepEqual(await walkthrough.done(), []);
  });

  it('1: is done when a card is inserted, which is that of the simulator’s organisation', async () => {
    await walkthrough.press('card', 'Insert a virtual one');
    await walkthrough.isDone('card');
    assert.deepEqual(await walkthrough.done(), ['card']);
    await walk.workbench.row(`${SEED.vkn}SIGN0`).waitFor();
  });

  it('2: leads to the drivers, outside', async () => {
    await walkthrough.press('drivers', 'Open Driver Page');
    await walk.workbench.answerDialog('kamusm.gov.tr', 'Cancel');
    await walkthrough.isDone('drivers');
  });

  it('3: is done when the certificate services are open', async () => {
    const { portal } = walk;
    await walkthrough.press('services', 'Open Portal');
    await portal.press('onlineServices');
    assert.deepEqual(await walkthrough.done(), ['card', 'drivers']);
    await walkthrough.leave();
    await portal.press('certificateServices');
    await portal.see('verification');
    await walkthrough.isDone('services');
  });

  it('4: is done when a way to sign in is chosen', async () => {
    await walkthrough.press('verification', 'Choose How to Sign In');
    await walk.portal.press('passwordSignIn');
    await walk.portal.see('passwordSignIn');
    await walkthrough.isDone('verification');
  });

  it('5: is done when one has signed in, with the code of the simulated phone', async () => {
    const { portal, workbench, say } = walk;
    await walkthrough.press('signIn', 'Sign In');
    await walk.fillIn(SEED);
    await portal.press({ words: say.sendCode });
    await portal.see('code');
    await walkthrough.press('signIn', 'Show Simulated Phone');
    const message = await workbench.quickInput.locator('.monaco-list-row').first().innerText();
    await workbench.quickInput.locator('input').press('Escape');
    await walkthrough.leave();
    await portal.type('code', /\b\d{6}\b/.exec(message)?.[0] ?? '');
    await portal.press({ words: say.confirm });
    await portal.see('menu');
    await walkthrough.isDone('signIn');
  });

  it('6: is done when PIN / PUK Bilgisi is open', async () => {
    await walkthrough.press('secrets', 'Open Menu');
    await walk.portal.press('secrets');
    await walk.portal.see('secrets');
    await walkthrough.isDone('secrets');
  });

  it('and the warnings, when they are read and the PIN is shown', async () => {
    assert.deepEqual(await walkthrough.done(), walkthroughSteps.slice(0, 6));
    await walkthrough.leave();
    assert.match(await walk.revealPin(), /^\d+$/);
    await walkthrough.isDone('warnings');
  });
});

describe('The walkthrough in Turkish', () => {
  const light: Theme = 'Default Light Modern';
  const highContrast: Theme = 'Default High Contrast';
  let workbench: Workbench;
  let walkthrough: Walkthrough;

  before(async function () {
    needsRig(this);
    workbench = await Workbench.open({ install, language: 'tr', theme: light });
    walkthrough = new Walkthrough(workbench);
  });
  after(() => workbench.close());

  it('shows all steps and pictures in a light theme', async () => {
    await walkthrough.open('İlk Adımları Göster');
    assert.deepEqual(await walkthrough.clippedTitles(), []);
    await lookAtAll(workbench, walkthrough, 'light');
  });

  it('can be read in high contrast', async () => {
    await workbench.useTheme(highContrast);
    await lookAtAll(workbench, walkthrough, 'high-contrast');
  });
});
