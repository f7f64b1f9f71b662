import assert from 'node:assert/strict';
import { join } from 'node:path';
import { linkExtensions } from '../../scripts/lib/install.mjs';
import type { VirtualCard } from '../../src/card/virtual/virtualCard.ts';
import { READERS, needsRig } from '../rig/pcscd.ts';
import { cardInVpcd } from '../rig/virtualCardInVpcd.ts';
import { Portal } from './support/portal.ts';
import { Workbench } from './support/workbench.ts';

const root = join(import.meta.dirname, '../..');
const TITLE = 'Doctor: Is This Computer Ready to Sign?';

describe('The doctor in VS Code', () => {
  let workbench: Workbench;
  let card: VirtualCard;
  let remove = (): Promise<void> => Promise.resolve();

  before(async function () {
    this.timeout(120_000);
    needsRig(this);
    ({ card, dispose: remove } = await cardInVpcd(READERS[0].port, {}));
    workbench = await Workbench.open({
      install: (state) => linkExtensions(join(state, 'extensions'), [root]),
    });
    await workbench.openExplorer();
  });
  after(async () => {
    await workbench.close();
    await remove();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await look('failed');
  });

  const look = (what: string) => workbench.look(`doctor-${what}`);
  const editor = () => workbench.page.locator('.editor-instance .view-lines');
  const line = (text: string) => editor().locator('.view-line', { hasText: text }).first();
  const button = (title: string) =>
    workbench.page.locator(`.editor-actions .action-label[aria-label="${title}"]`);

  it('opens the report from the palette: the verdict, every check, nothing personal', async () => {
    await workbench.command(TITLE);
    await line('This machine is').waitFor();
    await line('✓ Card:').waitFor();
    await line('Names and numbers are masked.').waitFor();
    assert.ok(!(await editor().innerText()).includes(card.serial));
    await look('1-report');
  });

  it('shows personal data at the press of a button, and hides it again', async () => {
    await button('Show Personal Data').click();
    await line(card.serial).waitFor();
    await look('2-personal');
    await button('Hide Personal Data').click();
    await line(card.serial).waitFor({ state: 'detached' });
  });

  it('begins with the cause once the card is out', async () => {
    await remove();
    remove = () => Promise.resolve();
    await workbench.sideBar.getByText('There is no card in the reader.').waitFor();
    await button('Run Again').click();
    await line('✗ Card: There is no card').waitFor();
    await look('3-no-card');
    await workbench.closeTab('Doctor');
  });

  it('is one button away at the home page of the portal, beside the drivers', async () => {
    const portal = new Portal(workbench, 'mouse');
    await workbench.command('Open Portal');
    await portal.button('drivers').waitFor();
    await portal.page.locator('body').evaluate('document.fonts.ready');
    await look('4-portal');
    await portal.press({ words: 'Check This Computer' });
    await line('✗ Card: There is no card').waitFor();
  });
});
