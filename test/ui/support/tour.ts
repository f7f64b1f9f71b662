import { needsRig, READERS } from '../../rig/pcscd.ts';
import { type Theme, Workbench, type WorkbenchOptions } from './workbench.ts';

/** What the tour reads and presses, in the language it is made in. */
const words = {
  en: {
    insert: 'Insert Virtual Card',
    noCard: 'no card',
    noCardMessage: 'There is no card in the reader.',
    tries: (count: number) => `PIN: ${String(count)} tries left`,
    signing: 'Signing',
    encryption: 'Encryption',
    verify: 'Verify PIN',
    right: 'The PIN is right.',
    wrong: 'The PIN is wrong. That cost a try; 2 are left.',
    tooShort: '4 characters at least.',
    show: 'Show Certificate',
    validUntil: 'Valid until',
    serial: 'Serial number',
    put: 'Put Virtual Card into a PC/SC Reader',
    remove: 'Remove Virtual Card',
    delete: 'Delete Virtual Card',
  },
  tr: {
    insert: 'Sanal Kart Tak',
    noCard: 'kart yok',
    noCardMessage: 'Okuyucuda kart yok.',
    tries: (count: number) => `PIN: ${String(count)} deneme hakkı var`,
    signing: 'İmzalama',
    encryption: 'Şifreleme',
    verify: 'PIN Doğrula',
    right: 'PIN doğru.',
    wrong: 'PIN hatalı. Bir deneme hakkı harcandı; 2 hak kaldı.',
    tooShort: 'En az 4 karakter.',
    show: 'Sertifikayı Göster',
    validUntil: 'Geçerlilik sonu',
    serial: 'Seri numarası',
    put: 'Sanal Kartı PC/SC Okuyucusuna Tak',
    remove: 'Sanal Kartı Çıkar',
    delete: 'Sanal Kartı Sil',
  },
} as const;

export interface Tour extends Pick<WorkbenchOptions, 'install'> {
  /** Names the screenshots. */
  readonly name: string;
  readonly language: keyof typeof words;
  readonly theme: Theme;
}

/**
 * Defines the tour through the side bar: what a new user does with mouse and keyboard, from the
 * empty readers to a card that every program of the computer sees.
 */
export function defineTour({ name, language, theme, install }: Tour): void {
  describe(`A tour through the side bar: ${name}`, () => {
    const say = words[language];
    const card = 'Anka';
    let workbench: Workbench;

    const look = (what: string): Promise<void> => workbench.look(`${name}-${what}`);

    before(async function () {
      needsRig(this);
      workbench = await Workbench.open({ install, language, theme });
    });
    after(() => workbench.close());

    it('shows the readers of the computer, and that they are empty', async () => {
      await workbench.openExplorer();
      await workbench.row(READERS[0].name).waitFor();
      await workbench.row(say.noCard).waitFor();
      await workbench.sideBar.getByText(say.noCardMessage).waitFor();
      await look('1-no-card');
    });

    it('creates a virtual card and inserts it', async () => {
      await workbench.pressOnView(say.insert);
      await workbench.quickInput.getByText('Mali mühür').first().waitFor();
      await look('2-which-card');
      await workbench.enter();
      await workbench.quickInput.getByText('(2/2)').waitFor();
      await workbench.type(card);
      await workbench.enter();
      await workbench.row(say.tries(3)).waitFor();
      for (const text of [say.signing, say.encryption, 'SIGN0', 'ENCR0']) {
        await workbench.row(text).waitFor();
      }
      await look('3-card');
    });

    it('tells more about a row under the pointer', async () => {
      await workbench.row(say.tries(3)).hover();
      await workbench.page.locator('.monaco-hover', { hasText: say.serial }).waitFor();
      await look('4-tooltip');
    });

    it('says how many tries a wrong PIN leaves', async () => {
      await workbench.pressOnRow(workbench.row(say.tries(3)), say.verify);
      await workbench.quickInput.waitFor();
      await workbench.type('12');
      await workbench.quickInput.getByText(say.tooShort).waitFor();
      await look('5-pin');
      const pin = workbench.pinOf(card);
      await workbench.type(pin.startsWith('0') ? `1${pin.slice(1)}` : `0${pin.slice(1)}`);
      await workbench.enter();
      await workbench.notification(say.wrong).waitFor();
      await workbench.row(say.tries(2)).waitFor();
      await look('6-wrong');
      await workbench.clearNotifications();
    });

    it('takes the right PIN', async () => {
      await workbench.pressOnRow(workbench.row(say.tries(2)), say.verify);
      await workbench.quickInput.waitFor();
      await workbench.type(workbench.pinOf(card));
      await workbench.enter();
      await workbench.notification(say.right).waitFor();
      await workbench.row(say.tries(3)).waitFor();
      await workbench.clearNotifications();
    });

    it('shows a certificate', async () => {
      await workbench.pressOnRow(workbench.row(say.signing), say.show);
      await workbench.page.locator('.editor-instance', { hasText: say.validUntil }).waitFor();
      await look('7-certificate');
    });

    it('puts the card into a PC/SC reader and takes it out again', async () => {
      await workbench.chooseFromMenu(workbench.row(say.tries(3)), say.put);
      await workbench.quickInput.getByText('35963').waitFor();
      await workbench.enter();
      await workbench.row(`: ${card}`).waitFor({ state: 'detached' });
      await workbench.row(say.tries(3)).waitFor();
      await look('8-pcsc');
      await workbench.pressOnRow(workbench.row(say.tries(3)), say.remove);
      await workbench.row(say.tries(3)).waitFor({ state: 'detached' });
    });

    it('deletes the card after a question', async () => {
      await workbench.page.keyboard.press('F1');
      await workbench.quickInput.locator('input').last().fill(`>${say.delete}`);
      await workbench.quickInput
        .locator('.monaco-list-row', { hasText: say.delete })
        .first()
        .click();
      // The portal has delivered cards of its own, so which one is asked.
      await workbench.choose(card);
      await workbench.page.locator('.monaco-dialog-box', { hasText: card }).waitFor();
      await look('9-delete');
      await workbench.enter();
      await workbench.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    });
  });
}
