import assert from 'node:assert/strict';
import { PANEL, PageHarness } from './support/pageHarness.ts';
import { PAGE_THEMES } from './support/pageInBrowser.ts';
import { CARD_SERIAL, aScreen, allStates, certificates, stateOf } from './support/pageStates.ts';

const languages = ['en', 'tr'] as const;

describe('The portal’s page, alone in a browser', () => {
  let harness: PageHarness;

  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.close());
  afterEach(async () => {
    assert.deepEqual(harness.strangers, [], 'the page asked other machines');
    assert.deepEqual(await harness.refused(), [], 'the page asked for what its policy forbids');
  });

  for (const language of languages) {
    for (const theme of PAGE_THEMES) {
      it(`has no violation of axe on any screen: ${language}, ${theme}`, async () => {
        await harness.open({ state: stateOf(aScreen('home')), language, theme });
        for (const [name, state] of allStates()) {
          await harness.show(state);
          assert.deepEqual(await harness.violations(), [], name);
          await harness.look(`${name}-${language}-${theme}`);
        }
      });
    }

    it(`fits a panel of 320 px without a cut: ${language}`, async () => {
      await harness.open({
        state: stateOf(aScreen('home')),
        language,
        theme: 'light',
        width: 320,
      });
      for (const [name, state] of allStates()) {
        await harness.show(state);
        assert.deepEqual(await harness.cutOff(), [], name);
        await harness.look(`${name}-${language}-320`);
      }
    });

    it(`says on every screen that this is a simulation, and has one heading: ${language}`, async () => {
      const words =
        language === 'en' ? 'Simulation, not Kamu SM' : 'Simülasyondur, Kamu SM değildir';
      await harness.open({ state: stateOf(aScreen('home')), language });
      for (const [name, state] of allStates()) {
        await harness.show(state);
        assert.ok(await harness.page.getByText(words).isVisible(), name);
        assert.equal(await harness.page.locator('h1').count(), 1, name);
        assert.equal(await harness.page.locator('html').getAttribute('lang'), language);
      }
    });
  }

  it('shows the meaning of labels in English and only the label in Turkish', async () => {
    const state = stateOf(aScreen('verification'));
    await harness.open({ state, language: 'en' });
    const button = harness.page.getByRole('button', { name: 'Şifreli Giriş' });
    assert.match(await button.innerText(), /Sign in with password/);
    await harness.open({ state, language: 'tr' });
    assert.doesNotMatch(await harness.page.locator('body').innerText(), /Sign in|password/i);
  });

  it('shows names from certificates as text, and what hides in them', async () => {
    const hostile = '<img src=x onerror=alert(1)>\u202Etxt</b>';
    const menu = aScreen('menu');
    const rows = certificates.map((row) => ({ ...row, commonName: hostile, label: hostile }));
    await harness.open({
      state: stateOf(
        {
          ...menu,
          certificates: rows,
          cards: menu.cards.map((card) => ({ ...card, name: hostile })),
        },
        { session: { vkn: '1234567816', tradeName: hostile }, notice: hostile },
      ),
    });
    const text = await harness.page.locator('main').innerText();
    assert.ok(text.includes('<img src=x onerror=alert(1)>⟨U+202E⟩txt</b>'));
    assert.equal(await harness.page.locator('img').count(), 0);
  });

  it('ignores messages that it does not know', async () => {
    await harness.open({ state: stateOf(aScreen('home')) });
    for (const message of [null, 'state', { type: 'other' }, { type: 'done', number: 99 }, [1]]) {
      await harness.send(message as never);
    }
    assert.ok(await harness.page.locator('h1').isVisible());
  });

  it('keeps the restore point and the panel that the host gave, and nothing else', async () => {
    const restore = { screen: 'secrets', about: CARD_SERIAL, attempt: null } as const;
    await harness.open({ state: stateOf(aScreen('secrets', 1), { restore }) });
    assert.deepEqual(await harness.kept(), { ...restore, panel: PANEL });
  });
});
