import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { linkExtensions } from '../../scripts/lib/install.mjs';
import type { VirtualCard } from '../../src/card/virtual/virtualCard.ts';
import { OpenSc, needsOpenSc, openScModule } from '../interop/opensc.ts';
import { HostileModule, needsCompiler } from '../rig/hostileModule.ts';
import { READERS } from '../rig/pcscd.ts';
import { SOFT_HSM, SoftHsm, TOKEN, needsSoftHsm } from '../rig/softHsm.ts';
import { until } from '../rig/until.ts';
import { cardInVpcd } from '../rig/virtualCardInVpcd.ts';
import { setOnMachine } from './support/machineSettings.ts';
import { Workbench } from './support/workbench.ts';
import { wrongPin } from './support/wrongPin.ts';

/** CK_TOKEN_INFO: initialised, with a PIN, login required, protected authentication path. */
const withPinPad = {
  flags: 0x50c,
  'label-hex': Buffer.from('Garip'.padEnd(32)).toString('hex'),
};
const root = join(import.meta.dirname, '../..');

describe('PKCS#11 modules in the explorer', () => {
  let workbench: Workbench;
  let opensc: OpenSc;
  let softHsm: SoftHsm;
  let hostile: HostileModule;
  let card: VirtualCard;
  let remove = (): Promise<void> => Promise.resolve();

  before(async function () {
    this.timeout(120_000);
    needsOpenSc(this);
    needsSoftHsm(this);
    needsCompiler(this);
    opensc = new OpenSc('akis');
    softHsm = new SoftHsm();
    await softHsm.fill({ algorithm: 'EC-P384' });
    ({ card, dispose: remove } = await cardInVpcd(READERS[0].port, {}));
    hostile = new HostileModule([]);
    hostile.behave(withPinPad);
    const env = {
      OPENSC_CONF: opensc.env['OPENSC_CONF'],
      SOFTHSM2_CONF: softHsm.env['SOFTHSM2_CONF'],
      MUHUR_HOSTILE: process.env['MUHUR_HOSTILE'],
    };
    const modules = [openScModule(), SOFT_HSM, '/opt/akis/lib/libakisp11.so', hostile.path];
    workbench = await Workbench.open({
      install: (state) => {
        linkExtensions(join(state, 'extensions'), [root]);
        setOnMachine(state, { 'maliMuhur.pkcs11.modules': modules });
      },
      env: { ...process.env, ...env },
    });
    await workbench.openExplorer();
  });
  after(async () => {
    await workbench.close();
    await remove();
    hostile.dispose();
    softHsm.dispose();
    opensc.dispose();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await look('failed');
  });

  const look = (what: string) => workbench.look(`modules-${what}`);
  const way = (name: string, used: boolean) => {
    const use = used ? 'used for PIN and signatures' : 'another way';
    const rows = workbench.sideBar.locator('.monaco-list-row', { hasText: name });
    return rows.filter({ hasText: use }).first();
  };

  /** Rows that are drawn anew lose a click: presses again while nothing comes of it. */
  const untilSeen = async (seen: Locator, press: () => Promise<void>): Promise<void> => {
    const isSeen = async (): Promise<boolean> => {
      await press();
      return seen
        .first()
        .waitFor({ timeout: 4000 })
        .then(
          () => true,
          () => false,
        );
    };
    await until('something comes of a press', isSeen, 20);
  };
  const askForPin = (row: () => Locator) =>
    untilSeen(workbench.quickInput, () => workbench.chooseFromMenu(row(), 'Verify PIN'));

  it('a card that a module shows, too, is one card with two ways', async () => {
    await workbench.row('PIN: 3 tries left').waitFor();
    await way('PC/SC', true).waitFor();
    await way('opensc-pkcs11.so', false).waitFor();
    await look('1-ways');
  });

  it('a PIN takes the way that was chosen: through the module', async () => {
    await workbench.pressOnRow(way('opensc-pkcs11.so', false), 'Use Another Way to the Card');
    await way('opensc-pkcs11.so', true).waitFor();
    await askForPin(() => workbench.row('PIN: 3 tries left'));
    await look('2-pin');
    await workbench.type(wrongPin(card.secrets.pin));
    await workbench.enter();
    await workbench.notification('The PIN is wrong').waitFor();
    await workbench.row('PIN: 2 tries left').waitFor();
    await workbench.clearNotifications();
    await askForPin(() => workbench.row('PIN: 2 tries left'));
    await workbench.type(card.secrets.pin);
    await workbench.enter();
    await workbench.notification('The PIN is right.').waitFor();
    await workbench.row('PIN: 3 tries left').waitFor();
    await look('3-verified');
    await workbench.clearNotifications();
  });

  it('the choice is kept over a reload of the window', async () => {
    await workbench.reload();
    await workbench.openExplorer();
    await way('opensc-pkcs11.so', true).waitFor();
  });

  it('a token without a reader has its own place, and says that it never locks', async () => {
    await workbench.row('libsofthsm2.so').waitFor();
    const token = workbench.row('never locks');
    await token.waitFor();
    await look('4-token');
    await askForPin(() => token);
    await workbench.type(TOKEN.pin);
    await workbench.enter();
    await workbench.notification('The PIN is right.').waitFor();
    await workbench.clearNotifications();
  });

  it('a module that is not there says so, and the others go on', async () => {
    await workbench.row('libakisp11.so').waitFor();
    await workbench.sideBar.getByText('There is no PKCS#11 module').first().waitFor();
    await look('5-missing');
  });

  const hostileToken = () => workbench.row('Garip');

  it('a PIN is typed on a reader that has keys, and not here', async () => {
    await untilSeen(workbench.notification('The PIN is right.'), () =>
      workbench.chooseFromMenu(hostileToken(), 'Verify PIN'),
    );
    await workbench.clearNotifications();
  });

  it('a file is looked at before it is used as a module', async () => {
    await workbench.command('Add PKCS#11 Module…');
    await workbench.quickInput.getByText('README.md').waitFor();
    await look('8-add');
    await workbench.chooseFile('/etc/hostname', 'Add');
    await workbench.notification('“/etc/hostname” is no library.').waitFor();
    await look('9-no-library');
  });
});
