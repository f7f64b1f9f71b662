import assert from 'node:assert/strict';
import type { TestOrganisationRecord } from '../../src/portal/contract/organisations.ts';
import { needsRig } from '../rig/pcscd.ts';
import { until } from '../rig/until.ts';
import { PortalWalk } from './portal/walk.ts';

/** VS Code in the browser writes what it shows every few seconds, and nothing when it is left. */
const KNOWS_PANEL = `(async () => {
  const open = (name) => new Promise((done, fail) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const read = (database) => new Promise((done) => {
    const items = database.transaction('ItemTable').objectStore('ItemTable').getAll();
    items.onsuccess = () => done(JSON.stringify(items.result));
    items.onerror = () => done('');
  });
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db')) continue;
    const database = await open(name);
    const text = database.objectStoreNames.contains('ItemTable') ? await read(database) : '';
    database.close();
    if (text.includes('maliMuhur.portal') && text.includes('Simülasyon')) return true;
  }
  return false;
})()`;

describe('A portal whose window is loaded again', function () {
  this.timeout(120_000);
  const walk = new PortalWalk({
    name: 'reload',
    language: 'en',
    theme: 'Default Dark Modern',
    hand: 'mouse',
  });
  let seed: TestOrganisationRecord;
  let card: TestOrganisationRecord['cards'][number];

  before(async function () {
    needsRig(this);
    await walk.start();
    await walk.workbench.openExplorer();
    await walk.goToPassword();
    seed = await walk.seed();
    card = seed.cards.find(({ profile }) => profile === 'mali-muhur') ?? assert.fail();
    const { page } = walk.workbench;
    await until('VS Code knows of the panel', () => page.evaluate<boolean>(KNOWS_PANEL));
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await walk.look('failed');
  });
  after(() => walk.end());

  it('goes on at SMS Onay Kodu: the code that was sent is called valid, and opens', async () => {
    const { portal, say, simulator, workbench } = walk;
    await walk.fillIn(seed);
    await portal.see({ words: say.phone });
    const phone = await portal.page.locator('.large').innerText();
    await portal.press({ words: say.sendCode });
    await portal.see('code');
    const code = await simulator.lastCode(seed.vkn);
    await workbench.reload();
    await portal.see('code');
    await portal.page.getByRole('timer').waitFor();
    assert.ok((await portal.text()).includes(phone));
    await walk.look('code');
    await portal.type('code', code);
    await portal.press({ words: say.confirm });
    await portal.see('menu');
  });

  it('is in the menu, and still signed in', async () => {
    const { portal, workbench } = walk;
    await workbench.reload();
    await portal.see('menu');
    await portal.button('signOut').waitFor();
    await walk.look('menu');
  });

  it('is at PIN / PUK Bilgisi with nothing revealed, and the warnings to be read again', async () => {
    const { portal, say, workbench } = walk;
    await portal.press('secrets', portal.card(card.serial));
    await portal.see('secrets');
    const pin = await walk.revealPin();
    assert.equal(pin, card.pin);
    await workbench.reload();
    await portal.see('secrets');
    const box = portal.page.getByRole('checkbox', { name: say.allRead });
    assert.equal(await box.isChecked(), false);
    await portal.button({ words: say.show }).waitFor();
    const html = await portal.page.locator('html').innerHTML();
    assert.ok(!html.includes(pin) && !html.includes(card.puk ?? pin));
    await walk.look('secrets');
    await portal.press({ words: say.show });
    await portal.complains('warnings', say.readFirst);
    await portal.press('menu');
    await portal.see('menu');
  });

  it('is at Kilit Çözme of the same card', async () => {
    const { portal, workbench } = walk;
    await portal.press('unlock', portal.card(card.serial));
    await portal.see('unlock');
    await workbench.reload();
    await portal.see('unlock');
    await portal.page.getByText(card.name).first().waitFor();
    await walk.look('unlock');
  });
});
