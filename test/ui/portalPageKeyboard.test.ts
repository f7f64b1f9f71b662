import assert from 'node:assert/strict';
import type { Action } from '../../src/views/portal/protocol/messages.ts';
import type { Screen } from '../../src/views/portal/protocol/screens.ts';
import { PageHarness } from './support/pageHarness.ts';
import { CARD_SERIAL, aScreen, stateOf } from './support/pageStates.ts';

describe('The portal’s page by keyboard alone', () => {
  let harness: PageHarness;

  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.close());

  const press = (key: string): Promise<void> => harness.page.keyboard.press(key);

  /** Tabs on until something that contains the text has the focus. */
  async function tabTo(text: string): Promise<void> {
    for (let tabs = 0; tabs < 60; tabs += 1) {
      await press('Tab');
      const focused = await harness.page.evaluate<string>(FOCUSED_TEXT);
      if (focused.includes(text)) return;
    }
    assert.fail(`“${text}” cannot be reached by keyboard`);
  }

  /** Plays the host: takes the action, shows what follows, answers. */
  async function follow(kind: Action['kind'], screen: Screen, after: number): Promise<number> {
    const { number } = await harness.acted(kind, after);
    await harness.show(stateOf(screen));
    await harness.answer(number);
    assert.equal(await harness.focused(), 'heading');
    return number;
  }

  it('walks from the home page to the unlocked card', async () => {
    await harness.open({ state: stateOf(aScreen('home')) });
    let last = 0;
    const walk: readonly (readonly [string, Action['kind'], Screen])[] = [
      ['Online İşlemler', 'go', aScreen('online-services')],
      ['Mali Mühür Elektronik Sertifika İşlemleri', 'go', aScreen('verification')],
      ['Şifreli Giriş', 'go', aScreen('password')],
    ];
    for (const [text, kind, screen] of walk) {
      await tabTo(text);
      await press('Enter');
      last = await follow(kind, screen, last);
    }
    await tabTo('Vergi Kimlik No');
    await harness.page.keyboard.type('1234567816');
    await tabTo('Resimdeki Yazı');
    await harness.page.keyboard.type('KALEM');
    await tabTo('Güvenlik Sözcüğü');
    await harness.page.keyboard.type('çok gizli');
    await press('Enter');
    const { action } = await harness.acted('sign-in', last);
    assert.deepEqual(action, {
      kind: 'sign-in',
      vkn: '1234567816',
      picture: 'KALEM',
      word: 'çok gizli',
    });
    last = await follow('sign-in', aScreen('phone'), last);
    await tabTo('Yes, Send the Code');
    await press('Enter');
    last = await follow('send-code', aScreen('code'), last);
    await tabTo('SMS Onay Kodu');
    await harness.page.keyboard.type('123456');
    await press('Enter');
    last = await follow('enter-code', aScreen('menu'), last);
    await tabTo('Kilit Çözme');
    await press('Space');
    last = await follow('open-unlock', aScreen('unlock'), last);
    await tabTo('Unlock and Make a New PIN');
    await press('Enter');
    const { number } = await harness.acted('unlock', last);
    await harness.show(stateOf(aScreen('unlock', 2)));
    await harness.show(stateOf(aScreen('unlock', 4), { notice: 'The card has a new PIN.' }));
    await harness.answer(number);
    await harness.page.getByRole('status').filter({ hasText: 'The card has a new PIN.' }).waitFor();
    await tabTo('PIN / PUK Bilgisi');
    await press('Enter');
    assert.deepEqual((await harness.acted('open-secrets', number)).action, {
      kind: 'open-secrets',
      card: CARD_SERIAL,
    });
  });
});

/** Label or text of what has the focus. */
const FOCUSED_TEXT = `{
  const { activeElement } = document;
  const inner = activeElement?.shadowRoot?.activeElement;
  [inner?.getAttribute('aria-label'), activeElement?.textContent].filter(Boolean).join(' ');
}`;
