import assert from 'node:assert/strict';
import { PageHarness } from './support/pageHarness.ts';
import { PIN, PUK, aScreen, manyCertificates, stateOf } from './support/pageStates.ts';

describe('What somebody types and presses on the portal’s page', () => {
  let harness: PageHarness;

  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.close());

  const press = (key: string): Promise<void> => harness.page.keyboard.press(key);

  it('checks a form before it is sent: the first empty field has the focus and says why', async () => {
    await harness.open({ state: stateOf(aScreen('password')) });
    await harness.page.getByRole('button', { name: 'Giriş', exact: false }).last().click();
    await harness.page.locator('#vkn').focus();
    await press('Enter');
    assert.equal(await harness.focused(), 'vkn');
    await expectProblem('vkn', 'Please fill in this field.');
    assert.ok((await harness.sent()).every(({ type }) => type !== 'act'));
  });

  it('tells about a wrong check digit while one types, and blocks it', async () => {
    await harness.open({ state: stateOf(aScreen('password')) });
    await harness.page.locator('#vkn input').fill('1234567815');
    await expectProblem('vkn', 'The last digit does not fit');
    await harness.page.locator('#picture input').fill('A');
    await harness.page.locator('#word input').fill('word');
    await press('Enter');
    await expectProblem('vkn', 'The last digit does not fit');
    assert.equal(await harness.focused(), 'vkn');
    await harness.page.locator('#vkn input').fill('1234567816');
    await harness.page.locator('#vkn-problem').getByText('digit').waitFor({ state: 'detached' });
    assert.equal(await harness.page.locator('#vkn input').getAttribute('aria-invalid'), 'false');
  });

  it('puts a problem of the host at its field, with the focus, and loses nothing that was typed', async () => {
    const screen = aScreen('details');
    await harness.open({ state: stateOf(screen) });
    await harness.page.locator('#email input').fill('wrong@');
    await press('Enter');
    const { number } = await harness.acted('save-details');
    await harness.show(stateOf({ ...screen }));
    await harness.answer(number, { field: 'email', text: 'Correct it and send it again.' });
    await expectProblem('email', 'Correct it and send it again.');
    assert.equal(await harness.focused(), 'email');
    assert.equal(await harness.page.locator('#email input').inputValue(), 'wrong@');
  });

  it('tells the host what is typed into Bilgi Güncelle, and shows what was typed before', async () => {
    const screen = aScreen('details');
    await harness.open({ state: stateOf(screen) });
    await harness.page.locator('#address input').fill('Yeni Cad. 7');
    await harness.page.locator('#email input').fill('a@b.com.tr');
    const typed = { address: 'Yeni Cad. 7', phone: screen.phone, email: 'a@b.com.tr' };
    assert.deepEqual(await harness.typed(), { screen: 'details', ...typed });
    await harness.show(stateOf(aScreen('verification')));
    await harness.show(stateOf({ ...screen, typed }));
    assert.equal(await harness.page.locator('#address input').inputValue(), 'Yeni Cad. 7');
    assert.equal(await harness.page.locator('#email input').inputValue(), 'a@b.com.tr');
    await press('Tab');
    await harness.page.locator('#email').focus();
    await press('Enter');
    const { number } = await harness.acted('save-details');
    await harness.show(stateOf({ ...screen, address: 'YENİ CAD. 7' }));
    await harness.answer(number);
    assert.equal(await harness.page.locator('#address input').inputValue(), 'YENİ CAD. 7');
    assert.ok(!JSON.stringify(await harness.kept()).includes('Yeni'), 'in the memory only');
  });

  it('tells the host what is chosen and typed before a revocation, and shows it again', async () => {
    const screen = aScreen('revoke');
    await harness.open({ state: stateOf(screen) });
    const reason = harness.page.getByLabel('Card or PIN may be in other hands');
    await reason.check();
    await harness.page.locator('#confirmed input').fill('4d 7a');
    const typed = { reason: 'keyCompromise', confirmed: '4d 7a' } as const;
    assert.deepEqual(await harness.typed(), { screen: 'revoke', ...typed });
    await harness.show(stateOf(aScreen('unavailable')));
    await harness.show(stateOf({ ...screen, typed }));
    assert.ok(await reason.isChecked());
    assert.equal(await harness.page.locator('#confirmed input').inputValue(), '4d 7a');
  });

  it('tells the host the tax number of a sign-in and no secret, and shows it again', async () => {
    for (const kind of ['password', 'forgotten'] as const) {
      const screen = aScreen(kind);
      await harness.open({ state: stateOf(screen) });
      await harness.page.locator('#vkn input').fill('12 3456');
      await harness.page.locator('#picture input').fill('KALEM');
      if (kind === 'password') await harness.page.locator('#word input').fill('gizli sözcük');
      const typed = (await harness.sent()).filter(({ type }) => type === 'typed');
      assert.deepEqual(typed, [{ type: 'typed', draft: { screen: kind, vkn: '12 3456' } }]);
      await harness.show(stateOf(aScreen('unavailable')));
      await harness.show(stateOf({ ...screen, vkn: '12 3456' }));
      assert.equal(await harness.page.locator('#vkn input').inputValue(), '12 3456');
      assert.equal(await harness.page.locator('#picture input').inputValue(), '');
    }
  });

  it('says at the security word how a card that one has created gets one', async () => {
    for (const [language, hint] of [
      ['en', 'For a card that you created yourself, set it with “Güvenlik Sözcüğümü Unuttum”.'],
      ['tr', 'Kendi oluşturduğunuz bir kart için sözcüğü “Güvenlik Sözcüğümü Unuttum” ile'],
    ] as const) {
      await harness.open({ state: stateOf(aScreen('password')), language });
      await harness.page.locator('#word-hint', { hasText: hint }).waitFor();
      await harness.page.getByRole('button', { name: /^Güvenlik Sözcüğümü Unuttum/ }).click();
      assert.deepEqual((await harness.acted('go')).action, { kind: 'go', to: 'forgotten' });
    }
  });

  it('empties the field of the picture with a new picture, and no other', async () => {
    const screen = aScreen('password');
    await harness.open({ state: stateOf(screen) });
    await harness.page.locator('#vkn input').fill('1234567816');
    await harness.page.locator('#picture input').fill('OLD');
    const image = `${screen.captcha.image.slice(0, -4)}AAAA`;
    await harness.show(stateOf({ ...screen, captcha: { image, told: null } }));
    assert.equal(await harness.page.locator('#picture input').inputValue(), '');
    assert.equal(await harness.page.locator('#vkn input').inputValue(), '1234567816');
  });

  it('is busy until the answer, and sends nothing twice', async () => {
    await harness.open({ state: stateOf(aScreen('menu')) });
    const activate = harness.page.getByRole('button', { name: /Kullanıma Aç/ });
    await activate.focus();
    await press('Enter');
    await press('Enter');
    assert.equal(await activate.getAttribute('aria-busy'), 'true');
    const { number } = await harness.acted('activate');
    await harness.answer(number, { field: null, text: 'It did not work.' });
    assert.equal(await activate.getAttribute('aria-busy'), 'false');
    await harness.page.getByRole('alert').getByText('It did not work.').waitFor();
    assert.equal((await harness.sent()).filter(({ type }) => type === 'act').length, 1);
  });

  it('says so when no answer comes, lets one try again, and ignores the late answer', async () => {
    await harness.page.clock.install();
    await harness.open({ state: stateOf(aScreen('menu')) });
    const activate = harness.page.getByRole('button', { name: /Kullanıma Aç/ });
    await activate.click();
    const { number } = await harness.acted('activate');
    await harness.page.clock.runFor(121_000);
    await harness.page.getByRole('alert').getByText('There was no answer in time.').waitFor();
    await harness.answer(number, { field: null, text: 'Late.' });
    assert.equal(await harness.page.getByText('Late.').count(), 0);
    await activate.click();
    assert.equal((await harness.acted('activate', number)).number, number + 1);
    await harness.page.clock.resume();
  });

  it('shows PIN and PUK only after the warnings, masked, and takes them away in time', async () => {
    await harness.page.clock.install();
    await harness.open({ state: stateOf(aScreen('secrets')) });
    await harness.page.getByRole('button', { name: 'Show PIN and PUK' }).click();
    await expectProblem('warnings', 'Please read the warnings');
    assert.equal(await harness.focused(), 'warnings');
    await press('Space');
    await harness.page.getByRole('button', { name: 'Show PIN and PUK' }).click();
    const { number } = await harness.acted('show-secrets');
    await harness.show(stateOf(aScreen('secrets', 1)));
    await harness.answer(number);
    const page = harness.page.locator('body');
    assert.ok(!(await page.innerHTML()).includes(PIN));
    await harness.page.getByRole('button', { name: 'Reveal PIN' }).click();
    assert.ok((await page.innerText()).includes(PIN));
    assert.ok(!(await page.innerHTML()).includes(PUK));
    await harness.page.clock.runFor(31_000);
    await harness.acted('hide-secrets');
    assert.ok(!(await page.innerHTML()).includes(PIN));
    assert.ok(!JSON.stringify(await harness.kept()).includes(PIN));
    await harness.page.clock.resume();
  });

  it('asks with the words of the guide before Parolalarımı Sil', async () => {
    const screen = aScreen('secrets');
    await harness.open({ state: stateOf(screen) });
    await harness.page.getByRole('button', { name: 'Parolalarımı Sil' }).click();
    const question = harness.page.getByRole('group', { name: /Delete PIN and PUK/ });
    await question.getByText(screen.warnings[2]?.tr ?? '-').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await question.count(), 0);
    assert.equal(await harness.focused(), 'erase');
    await press('Enter');
    assert.equal(await harness.focused(), 'erase-question');
    await question.getByRole('button', { name: 'Parolalarımı Sil' }).click();
    await harness.acted('delete-secrets');
  });

  it('revokes only with the exact serial number', async () => {
    const screen = aScreen('revoke');
    const { serialNumber } = screen.certificate;
    await harness.open({ state: stateOf(screen) });
    await harness.page.locator('#confirmed input').fill('4D7A');
    await press('Enter');
    await expectProblem('confirmed', 'This is not the serial number');
    await harness.page.getByLabel('Card or PIN may be in other hands').check();
    await harness.page.locator('#confirmed input').fill(serialNumber.toLowerCase());
    await press('Enter');
    assert.deepEqual((await harness.acted('revoke')).action, {
      kind: 'revoke',
      certificate: serialNumber,
      reason: 'keyCompromise',
      confirmed: serialNumber,
    });
  });

  it('counts down to the end of the code, by the clock of the server', async () => {
    const ahead = new Date(Date.now() + 86_400_000);
    const at = (seconds: number): string =>
      new Date(ahead.getTime() + seconds * 1000).toISOString();
    const screen = { ...aScreen('code'), expiresAt: at(125), resendAt: at(-1) };
    await harness.open({ state: stateOf(screen, { movedClock: ahead.toISOString() }) });
    await harness.page.getByText(/Valid for another 2:0[0-5]/).waitFor();
    await harness.page.getByRole('button', { name: 'Send a New Code' }).waitFor();
    await harness.show(
      stateOf({ ...screen, expiresAt: at(-1) }, { movedClock: ahead.toISOString() }),
    );
    await expectProblem('code', 'This code is no longer valid.');
  });

  for (const kind of ['code', 'new-word'] as const) {
    it(`says once, at the field, that a code has expired: ${kind}`, async () => {
      const screen = aScreen(kind);
      const isOver = /no longer valid/;
      await harness.open({ state: stateOf(screen) });
      await harness.page.locator('#code input').fill('123456');
      if (kind === 'new-word') await harness.page.locator('#word input').fill('new word');
      await press('Enter');
      const sending = kind === 'code' ? 'enter-code' : 'renew-word';
      const { number } = await harness.acted(sending);
      await harness.answer(number, { field: 'code', text: 'The code is wrong.' });
      assert.equal(await harness.page.getByText(isOver).count(), 0);
      await harness.show(stateOf({ ...screen, expiresAt: new Date(0).toISOString() }));
      await expectProblem('code', 'This code is no longer valid.');
      await press('Enter');
      const again = await harness.acted(sending, number);
      await harness.answer(again.number, { field: 'code', text: 'It is no longer valid.' });
      assert.equal(await harness.focused(), 'code');
      assert.equal(await harness.page.getByText(isOver).count(), 1);
      assert.equal(await harness.page.getByText('The code is wrong.').count(), 0);
      await harness.page.locator('#code input').fill('654321');
      assert.equal(await harness.page.getByText(isOver).count(), 1);
    });
  }

  it('filters five hundred certificates as one types', async () => {
    const menu = { ...aScreen('menu'), certificates: manyCertificates(500) };
    await harness.open({ state: stateOf(menu) });
    const rows = harness.page.locator('.certificate:not([hidden])');
    assert.equal(await rows.count(), 500);
    await harness.page.locator('#filter input').fill('ığdır sign49');
    await harness.page.getByText('11 of 500 certificates').waitFor();
    assert.equal(await rows.count(), 11);
    await harness.page.locator('#filter input').fill('xyz');
    await harness.page.getByText('No certificate fits this filter.').waitFor();
  });

  it('points at the certificate that somebody came for', async () => {
    const menu = { ...aScreen('menu'), certificates: manyCertificates(60) };
    const focus = menu.certificates[55]?.serialNumber ?? '';
    await harness.open({ state: stateOf(aScreen('home')) });
    await harness.show(stateOf({ ...menu, focus }));
    assert.equal(await harness.focused(), `certificate-${focus}`);
    await harness.page.waitForFunction(IN_SIGHT, `certificate-${focus}`);
  });

  async function expectProblem(field: string, text: string): Promise<void> {
    await harness.page.locator(`#${field}-problem`).getByText(text).waitFor();
    const input = field === 'warnings' ? `#${field}` : `#${field} input`;
    assert.equal(await harness.page.locator(input).getAttribute('aria-invalid'), 'true');
  }
});

const IN_SIGHT = `(id) => {
  const { top, bottom } = document.getElementById(id).getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}`;
