import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readState } from '../../../src/card/virtual/stateFile.ts';
import { isMuhurError } from '../../../src/errors.ts';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import {
  listOrganisations,
  orderCard,
  scenario,
} from '../../../src/portal/contract/organisations.ts';
import { isValidTckn, isValidVkn } from '../../../src/pki/taxNumbers.ts';
import { testSimulator } from './support/testSimulator.ts';

const DAY = 86_400_000;

type Seal = TestOrganisationRecord['cards'][number];

function sealOf({ cards }: TestOrganisationRecord): Seal {
  const seal = cards.find(({ profile }) => profile === 'mali-muhur');
  assert.ok(seal);
  return seal;
}

const statesOf = ({ certificates }: Seal) => certificates.map(({ state }) => state);

async function cardOf({ directory }: Seal) {
  const card = directory === null ? null : await readState(directory);
  assert.ok(card);
  return card;
}

/** Of each certificate that is listed for the card: is it on the card? */
async function certificatesOn(seal: Seal): Promise<boolean[]> {
  const { masterFile } = (await cardOf(seal)).contents;
  const onCard = JSON.stringify(masterFile, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
  return seal.certificates.map(({ certificate }) => onCard.includes(certificate));
}

function daysLeft({ certificates }: Seal, now: Date): number[] {
  return certificates.map(({ certificate }) => {
    const { validTo } = new X509Certificate(Buffer.from(certificate, 'base64'));
    return Math.floor((Date.parse(validTo) - now.getTime()) / DAY);
  });
}

describe('Organisations of the simulator', () => {
  const simulator = testSimulator();

  it('one is there from the start: seals of both kinds, an e-imza, and all that a sign-in needs', async () => {
    const { organisations } = await simulator.test(listOrganisations, {});
    const seed = organisations.find(({ vkn }) => vkn === '1234567890');
    assert.ok(seed);
    assert.ok(isValidVkn(seed.vkn) && isValidTckn(seed.signatory.tckn));
    assert.equal(seed.securityWord, 'deneme-sozcugu');
    assert.deepEqual(
      seed.cards.map(({ profile, keyAlgorithm }) => `${profile} ${keyAlgorithm}`),
      ['mali-muhur RSA-2048', 'mali-muhur EC-P384', 'e-imza RSA-2048'],
    );
    assert.deepEqual(seed.cards.map(statesOf), [
      ['on-hold', 'on-hold'],
      ['active', 'active'],
      ['active'],
    ]);
  });

  it('two never share a number or a phone', async () => {
    const [a, b] = await Promise.all([simulator.newOrganisation(), simulator.newOrganisation()]);
    assert.notEqual(a.vkn, b.vkn);
    assert.notEqual(a.phone, b.phone);
    assert.notEqual(a.signatory.tckn, b.signatory.tckn);
    assert.ok(isValidVkn(a.vkn) && isValidTckn(a.signatory.tckn));
  });

  it('one with a number that another has is refused, at the same moment too', async () => {
    const body = { vkn: '1234567816' };
    const results = await Promise.allSettled([
      simulator.newOrganisation(body),
      simulator.newOrganisation(body),
    ]);
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    await assert.rejects(simulator.newOrganisation(body), (error: unknown) =>
      isMuhurError(error, 'portal/organisation-exists'),
    );
  });

  it('the card in its folder has the PIN that is told and the certificates that are listed', async () => {
    const seal = sealOf(await simulator.newOrganisation());
    const { contents } = await cardOf(seal);
    assert.equal(contents.pin.value, seal.pin);
    assert.equal(contents.puk.value, seal.puk);
    assert.deepEqual(await certificatesOn(seal), [true, true]);
  });

  it('one whose cards cannot be written does not exist, and the answer says why', async () => {
    const cards = join(simulator.directory, 'cards');
    renameSync(cards, `${cards}.away`);
    writeFileSync(cards, 'no folder');
    try {
      const made = simulator.newOrganisation({ vkn: '1111111114' });
      await assert.rejects(made, (error) => isMuhurError(error, 'simulator/storage'));
    } finally {
      rmSync(cards);
      renameSync(`${cards}.away`, cards);
    }
    assert.equal(simulator.log.splice(0).length, 1);
    const { organisations } = await simulator.test(listOrganisations, {});
    assert.ok(!organisations.some(({ vkn }) => vkn === '1111111114'));
  });

  it('every scenario is what its name says, and its signatory can always sign in', async () => {
    const now = simulator.simulator.clock.now();
    const seals = new Map<string, Seal>();
    for (const name of scenario.options) {
      const organisation = await simulator.newOrganisation({ scenario: name });
      seals.set(name, sealOf(organisation));
      const eSignature = organisation.cards.find(({ profile }) => profile === 'e-imza');
      assert.deepEqual(
        eSignature?.certificates.map(({ state }) => state),
        ['active'],
      );
    }
    const seal = (name: (typeof scenario.options)[number]) => seals.get(name) as Seal;
    assert.deepEqual(Object.fromEntries([...seals].map(([name, card]) => [name, statesOf(card)])), {
      delivered: ['on-hold', 'on-hold'],
      active: ['active', 'active'],
      suspended: ['on-hold', 'on-hold'],
      revoked: ['revoked', 'revoked'],
      expired: ['expired', 'expired'],
      expiring: ['active', 'active'],
      'pin-blocked': ['active', 'active'],
      'puk-blocked': ['active', 'active'],
      'signing-certificate-missing': ['active', 'active'],
    });
    assert.deepEqual(daysLeft(seal('expiring'), now), [20, 20]);
    assert.ok(daysLeft(seal('expired'), now).every((days) => days < 0));
    const tries = async (name: (typeof scenario.options)[number]) => {
      const { pin, puk } = (await cardOf(seal(name))).contents;
      return [pin.triesLeft, puk.triesLeft];
    };
    assert.deepEqual(await tries('pin-blocked'), [0, 3]);
    assert.deepEqual(await tries('puk-blocked'), [0, 0]);
    assert.deepEqual(await certificatesOn(seal('signing-certificate-missing')), [false, true]);
  });

  it('one with EC P-384 has keys of that kind where a card signs', async () => {
    const { cards } = await simulator.newOrganisation({ keyAlgorithm: 'EC-P384' });
    const kinds = cards.flatMap(({ certificates }) =>
      certificates.map(({ purpose, certificate }) => {
        const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'));
        return `${purpose} ${publicKey.asymmetricKeyType ?? ''}`;
      }),
    );
    assert.deepEqual(kinds, ['signing ec', 'encryption rsa', 'qualified ec']);
  });

  it('a card that somebody orders is known to the portal, and is in none of its folders', async () => {
    const ordered = await simulator.test(orderCard, { body: { profile: 'mali-muhur' } });
    const [card] = ordered.organisation.cards;
    assert.equal(card?.serial, ordered.serial);
    assert.equal(card.directory, null);
    assert.match(card.pin ?? '', /^\d{6}$/);
    assert.equal((JSON.parse(ordered.state) as { vkn: string }).vkn, ordered.organisation.vkn);
    assert.equal(ordered.issuers.length, 2);
  });
});
