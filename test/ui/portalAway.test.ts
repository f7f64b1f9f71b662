import assert from 'node:assert/strict';
import { SEED } from '../../src/portal/simulator/organisations/seed.ts';
import { needsRig } from '../rig/pcscd.ts';
import { PortalWalk } from './portal/walk.ts';
import type { Words } from './support/portal.ts';

/** A screen that shows something of the server, and how to get there from the one before. */
interface Stop {
  readonly name: string;
  readonly heading: Words;
  readonly open: () => Promise<unknown>;
}

const NEW_WORD = 'Yeni sözcük 7';

describe('The portal in VS Code when its simulator is killed', () => {
  const walk = new PortalWalk({
    name: 'away',
    language: 'en',
    theme: 'Default Dark Modern',
    hand: 'mouse',
  });
  const { say } = walk;
  const signIn = { vkn: SEED.vkn, securityWord: NEW_WORD };
  let card = { name: '', serial: '', certificate: '' };

  before(async function () {
    needsRig(this);
    await walk.start();
    await walk.workbench.openExplorer();
    await walk.workbench.command(say.open);
    await press('onlineServices', 'certificateServices');
    await walk.portal.see('verification');
    const { cards } = await walk.seed();
    const { name, serial, certificates } = cards[0] ?? assert.fail();
    card = { name, serial, certificate: certificates[0]?.serialNumber ?? '' };
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await walk.look('failed');
  });
  after(() => walk.end());

  async function press(...names: readonly Words[]): Promise<void> {
    for (const name of names) await walk.portal.press(name);
  }

  /** Kills the simulator under the screen that is shown, and waits until the page says so. */
  async function loseServer(): Promise<void> {
    await walk.simulator.kill();
    await walk.portal.see({ words: say.silent });
  }

  const signInScreens: readonly Stop[] = [
    { name: 'Kullanıcı Doğrulama', heading: 'verification', open: () => Promise.resolve() },
    { name: 'E-imzalı Giriş', heading: 'signatureSignIn', open: () => press('signatureSignIn') },
    {
      name: 'Şifreli Giriş',
      heading: 'passwordSignIn',
      open: () => press({ words: say.back }, 'passwordSignIn'),
    },
    {
      name: 'Güvenlik Sözcüğümü Unuttum',
      heading: 'forgotten',
      open: () => press('forgotten'),
    },
    {
      name: 'the new security word',
      heading: { words: say.newWord },
      open: async () => {
        await walk.portal.type('vkn', SEED.vkn);
        await walk.portal.type('picture', await walk.hearPicture());
        await press({ words: say.confirm });
      },
    },
    {
      name: 'the question for the phone',
      heading: { words: say.phone },
      open: async () => {
        await walk.portal.type('code', await walk.simulator.lastCode(SEED.vkn));
        await walk.portal.type('word', NEW_WORD);
        await press({ words: say.saveWord });
        await walk.portal.see('passwordSignIn');
        await walk.fillIn(signIn);
      },
    },
    { name: 'SMS Onay Kodu', heading: 'code', open: () => press({ words: say.sendCode }) },
  ];

  const menuScreens: readonly Stop[] = [
    {
      name: 'Sertifika İşlemler Menüsü',
      heading: 'menu',
      open: async () => {
        await walk.portal.type('code', await walk.simulator.lastCode(SEED.vkn));
        await press({ words: say.confirm });
      },
    },
    {
      name: 'Sertifikamı İptal Et',
      heading: 'revoke',
      open: () => walk.portal.press('revoke', walk.portal.row(card.certificate)),
    },
    { name: 'Yenileme', heading: 'renew', open: () => pressOfCard('renew') },
    { name: 'Kilit Çözme', heading: 'unlock', open: () => pressOfCard('unlock') },
    {
      name: 'Bilgi Güncelle',
      heading: 'details',
      open: async () => {
        await press({ words: say.back });
        await walk.portal.see('menu');
        await press('details');
      },
    },
    {
      name: 'PIN / PUK Bilgisi',
      heading: 'secrets',
      open: () => pressOfCard('secrets'),
    },
  ];

  async function pressOfCard(what: Words): Promise<void> {
    await press({ words: say.back });
    await walk.portal.see('menu');
    await walk.portal.press(what, walk.portal.card(card.serial));
  }

  for (const { name, heading, open } of signInScreens) {
    it(`${name} says so, and is there again once the simulator was started`, async () => {
      await open();
      await walk.portal.see(heading);
      await loseServer();
      await press({ words: say.start });
      await walk.portal.see(heading);
    });
  }

  for (const { name, heading, open } of menuScreens) {
    it(`${name} says so, and is there again, still signed in`, async () => {
      await open();
      await walk.portal.see(heading);
      await loseServer();
      await press({ words: say.start });
      await walk.portal.see(heading);
      await walk.portal.button('signOut').waitFor();
    });
  }

  it('PIN and PUK that were shown are gone from the page', async () => {
    const pin = await walk.revealPin();
    await walk.portal.page.getByText(pin).waitFor();
    await loseServer();
    assert.ok(!(await walk.portal.text()).includes(pin));
    await walk.look('silent');
    await press({ words: say.start });
    await walk.portal.see('secrets');
    await walk.portal.button({ words: say.show }).waitFor();
    assert.ok(!(await walk.portal.text()).includes(pin));
  });

  it('goes on by itself when something else has started the simulator', async () => {
    await loseServer();
    await walk.workbench.command(say.startSimulator);
    await walk.portal.see('secrets');
    await walk.portal.button('signOut').waitFor();
    await walk.look('back');
  });
});
