import assert from 'node:assert/strict';
import * as menu from '../../../src/portal/contract/menu.ts';
import { newSignedIn } from './support/signedIn.ts';
import { testSimulator } from './support/testSimulator.ts';

describe('Bilgi Güncelle', () => {
  const portal = testSimulator();

  it('shows what the portal knows of the organisation', async () => {
    const { session, organisation } = await newSignedIn(portal);
    const { vkn, tradeName, address, phone, email } = organisation;
    const details = await session.call(menu.readDetails, {});
    assert.deepEqual(details, { vkn, tradeName, address, phone, email });
  });

  it('changes what is given and leaves the rest', async () => {
    const { session, organisation } = await newSignedIn(portal);
    const other = await newSignedIn(portal);
    const body = {
      phone: '0 (532) 765 43 21',
      address: "<b>Işık'lı Sk.</b> no:1; DROP TABLE card--",
    };
    const details = await session.call(menu.updateDetails, { body });
    assert.equal(details.phone, '+905327654321');
    assert.equal(details.address, body.address);
    assert.equal(details.email, organisation.email);
    assert.deepEqual(await session.call(menu.readDetails, {}), details);
    const untouched = await other.session.call(menu.readDetails, {});
    assert.equal(untouched.phone, other.organisation.phone);
    assert.deepEqual(await session.call(menu.updateDetails, { body: {} }), details);
  });

  for (const [what, body] of [
    ['a phone that is no mobile phone', { phone: '02121234567' }],
    ['a phone with letters', { phone: '+90555abc4567' }],
    ['an address of control characters', { address: 'a\u0000b' }],
    ['an empty address', { address: '   ' }],
    ['an address that is too long', { address: 'a'.repeat(201) }],
    ['an e-mail that is none', { email: 'nobody' }],
  ] as const) {
    it(`refuses ${what}, and changes nothing`, async () => {
      const { session } = await newSignedIn(portal);
      const before = await session.call(menu.readDetails, {});
      const update = session.call(menu.updateDetails, {
        body: { ...body, email: 'x@example.org', ...body },
      });
      await assert.rejects(update, { code: 'portal/input' });
      assert.deepEqual(await session.call(menu.readDetails, {}), before);
    });
  }
});
