import assert from 'node:assert/strict';
import * as contract from '../../../../src/portal/contract/menu.ts';
import type { Route } from '../../../../src/portal/contract/route.ts';
import type { CertificateRow } from '../../../../src/views/portal/protocol/screens.ts';
import { pass } from '../../portal/support/clock.ts';
import type { SignedIn } from '../../portal/support/signedIn.ts';
import { newSignedIn } from '../../portal/support/signedIn.ts';
import { testSimulator } from '../../portal/support/testSimulator.ts';
import { Walk, endWalks } from './support/walk.ts';

type Scenario = NonNullable<NonNullable<Parameters<typeof newSignedIn>[1]>['scenario']>;

describe('Sertifika İşlemler Menüsü on the page', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let walk: Walk;
  let elsewhere: SignedIn;
  let card: string;
  let serial: string;

  beforeEach(() => {
    walk = new Walk(portal);
  });
  afterEach(async () => {
    await endWalks();
    portal.simulator.clock.reset();
  });

  async function enter(scenario: Scenario): Promise<void> {
    const { organisation, session, seal } = await newSignedIn(portal, { scenario });
    elsewhere = session;
    card = seal.serial;
    serial = seal.certificates[0]?.serialNumber ?? '';
    await walk.toMenu(organisation);
    walk.ports.asked.length = 0;
  }

  const row = (of = serial): CertificateRow => {
    const found = walk.at('menu').certificates.find(({ serialNumber }) => serialNumber === of);
    assert.ok(found);
    return found;
  };
  const params = () => ({ params: { serialNumber: serial } });
  const activate = () => ({ kind: 'activate', certificate: serial }) as const;
  const suspend = () => ({ kind: 'suspend', certificate: serial }) as const;
  const revoke = (confirmed = serial) =>
    ({ kind: 'revoke', certificate: serial, reason: 'keyCompromise', confirmed }) as const;

  it('lists what the organisation has, without the certificates themselves', async () => {
    await enter('delivered');
    const { certificates, cards, focus } = walk.at('menu');
    assert.equal(focus, null);
    assert.deepEqual(Object.keys(row()).sort(), [
      'actions',
      'cardSerial',
      'commonName',
      'label',
      'notAfter',
      'notBefore',
      'purpose',
      'serialNumber',
      'since',
      'state',
    ]);
    assert.equal(certificates.length, 3);
    assert.ok(cards.every(({ reader, isOpen }) => reader === null && !isOpen));
  });

  it('says in which reader a card is', async () => {
    await enter('delivered');
    const present = { name: 'x', reader: 'Reader 7', family: 'virtual' };
    walk.ports.present = [{ ...present, serial: card, isVirtual: true, canSignIn: false }];
    await walk.go('menu');
    const readers = walk.at('menu').cards.map((each) => [each.serial === card, each.reader]);
    assert.deepEqual(readers.sort(), [
      [false, null],
      [true, 'Reader 7'],
    ]);
  });

  it('puts a certificate in use, points at it and lets other views know', async () => {
    await enter('delivered');
    assert.equal(row().state, 'on-hold');
    await walk.act(activate());
    assert.equal(row().state, 'active');
    assert.equal(walk.at('menu').focus, serial);
    assert.equal(walk.page.notice, 'The certificate is in use.');
    assert.ok(walk.ports.asked.includes('changed'));
    assert.equal(walk.flow.knownStates.get(serial), 'active');
  });

  it('puts one on hold only after a question that names what follows', async () => {
    await enter('active');
    walk.ports.answer = (question) => {
      assert.match(question.text, /^Put “\d{10}SIGN0” on hold\?$/);
      assert.match(question.detail, /not accepted/);
      return Promise.resolve(false);
    };
    await walk.act(suspend());
    assert.equal(row().state, 'active');
    assert.equal(walk.page.notice, null);
    walk.ports.answer = () => Promise.resolve(true);
    await walk.act(suspend());
    assert.equal(row().state, 'on-hold');
    assert.equal(walk.page.notice, 'The certificate is on hold.');
  });

  it('shows what has become of a certificate that was changed elsewhere', async () => {
    await enter('delivered');
    await elsewhere.call(contract.activateCertificate, params());
    const late = await walk.fails(activate());
    assert.match(late.text, /a state that does not allow this: valid \(GEÇERLİ\)\..*changed elsew/);
    assert.equal(row().state, 'active');
    assert.equal(walk.at('menu').focus, serial);

    walk.ports.answer = async () => {
      await elsewhere.call(contract.suspendCertificate, params());
      return true;
    };
    assert.match((await walk.fails(suspend())).text, /on hold \(ASKIDA\)/);
    assert.equal(row().state, 'on-hold');

    await walk.act({ kind: 'ask-revoke', certificate: serial });
    const body = { reason: 'superseded', confirmedSerialNumber: serial } as const;
    await elsewhere.call(contract.revokeCertificate, { ...params(), body });
    const { text, field } = await walk.fails(revoke());
    assert.match(text, /revoked \(İPTAL\)/);
    assert.equal(field, null);
    assert.equal(row().state, 'revoked');
    assert.ok(walk.ports.asked.includes('changed'));
  });

  it('revokes with the reason, once the serial number was typed as it is shown', async () => {
    await enter('active');
    await walk.act({ kind: 'ask-revoke', certificate: serial });
    assert.equal(walk.at('revoke').certificate.serialNumber, serial);
    for (const typed of ['', 'A', `${serial}0`, 'ÇÇ']) {
      const { text, field } = await walk.fails(revoke(typed));
      assert.match(text, /^The confirmation does not match/);
      assert.equal(field, 'confirmed');
      walk.at('revoke');
    }
    const spaced = serial.toLowerCase().replace(/..(?!$)/g, '$&: ');
    await walk.act(revoke(spaced));
    assert.equal(row().state, 'revoked');
    assert.equal(walk.page.notice, 'The certificate is revoked.');
    const { certificates } = await elsewhere.call(contract.listCertificates, {});
    assert.equal(certificates.find((c) => c.serialNumber === serial)?.reason, 'keyCompromise');
  });

  it('says so when there is no such certificate or card, and goes back to the menu', async () => {
    await enter('active');
    const certificate = 'AB';
    for (const action of [
      { kind: 'activate', certificate },
      { kind: 'suspend', certificate },
      { kind: 'ask-revoke', certificate },
      { kind: 'ask-renew', card: 'AB'.repeat(12) },
      { kind: 'open-secrets', card: 'AB'.repeat(12) },
      { kind: 'open-unlock', card: 'AB'.repeat(12) },
    ] as const) {
      const { text, field } = await walk.fails(action);
      assert.match(text, /^There is no such thing here: (?:certificate|card)\./, action.kind);
      assert.equal(field, null);
      walk.at('menu');
    }
  });

  describe('and the renewal of a card', () => {
    it('tells the fee and from when, and refuses before that', async () => {
      await enter('active');
      await walk.act({ kind: 'ask-renew', card });
      const { allowed, fee, allowedFrom } = walk.at('renew');
      assert.deepEqual([allowed, fee], [false, '1250.00 TRY']);
      assert.match((await walk.fails({ kind: 'renew', card })).text, /^It is too early to renew/);
      assert.ok(Date.parse(allowedFrom) > Date.now());
      walk.at('renew');
    });

    it('delivers a new card against the fee that was shown', async () => {
      await enter('expiring');
      await walk.act({ kind: 'ask-renew', card });
      assert.equal(walk.at('renew').allowed, true);
      const { length } = (await elsewhere.call(contract.listCards, {})).cards;
      await walk.act({ kind: 'renew', card });
      assert.equal(walk.at('menu').cards.length, length + 1);
      assert.match(walk.page.notice ?? '', /^A new virtual card was delivered: .*on hold/);
    });

    it('orders nothing for a fee that has changed, but shows the new one', async () => {
      await enter('expiring');
      await withFee(async (change) => {
        await walk.act({ kind: 'ask-renew', card });
        assert.equal(walk.at('renew').fee, '1250.00 TRY');
        change('1300.00');
        const { text, field } = await walk.fails({ kind: 'renew', card });
        assert.match(text, /^The confirmation does not match\. Nothing was changed/);
        assert.equal(field, null, 'no field of this screen: it would be said nowhere');
        assert.equal(walk.at('renew').fee, '1300.00 TRY');
        assert.equal((await elsewhere.call(contract.listCards, {})).cards.length, 2);
      });
    });

    /** The simulator has one fee for ever, so what it says of it is changed on the way. */
    async function withFee(use: (change: (amount: string) => void) => Promise<void>) {
      const { client } = await walk.ports.connect();
      const call = client.call.bind(client);
      let amount: string | null = null;
      client.call = async (route, input, options) => {
        const isOffer = (route as Route) === contract.readRenewalOffer;
        if (!isOffer || amount === null) return call(route, input, options);
        const asked = { params: { cardSerial: card } };
        const offer = await call(contract.readRenewalOffer, asked, options);
        return { ...offer, fee: { amount, currency: 'TRY' } } as never;
      };
      await use((changed) => {
        amount = changed;
      });
    }
  });

  describe('and Bilgi Güncelle', () => {
    const details = { address: 'Yeni Cad. 1 Ankara', phone: '0532 111 22 33', email: 'a@b.com.tr' };

    beforeEach(async () => {
      await enter('active');
      await walk.go('details');
    });

    it('saves what was changed, and says where the next SMS goes', async () => {
      await walk.act({ kind: 'save-details', ...details });
      const { address, phone, email, vkn, tradeName } = walk.at('details');
      assert.deepEqual([address, phone, email], [details.address, '+905321112233', details.email]);
      assert.deepEqual({ vkn, tradeName }, walk.page.session);
      assert.match(walk.page.notice ?? '', /The next SMS goes to \+905321112233/);
    });

    for (const [field, value] of [
      ['address', ' '],
      ['address', 'x'.repeat(201)],
      ['address', 'satır\nsatır'],
      ['phone', '12345'],
      ['phone', '+49 171 1234567'],
      ['email', 'kimse'],
    ] as const) {
      it(`says at the field that ${JSON.stringify(value.slice(0, 20))} is no ${field}`, async () => {
        const before = walk.at('details');
        const problem = await walk.fails({ kind: 'save-details', ...details, [field]: value });
        assert.equal(problem.field, field);
        assert.deepEqual(walk.at('details'), before);
      });
    }
  });

  it('counts by the clock of the server when that was moved', async () => {
    await enter('active');
    const moved = async (): Promise<boolean> => {
      await walk.go('menu');
      return walk.page.movedClock !== null;
    };
    assert.equal(await moved(), false);
    await pass(portal, 60);
    assert.equal(await moved(), true);
    portal.simulator.clock.reset();
    assert.equal(await moved(), false);
  });

  it('notices a moved clock by an action that fails, or that one thinks better of', async () => {
    await enter('active');
    const isMoved = () => walk.page.movedClock !== null;
    await pass(portal, 60);
    await walk.fails(activate());
    assert.equal(isMoved(), true);
    portal.simulator.clock.reset();
    walk.ports.answer = () => Promise.resolve(false);
    await walk.act(suspend());
    assert.equal(isMoved(), false);
  });

  it('tells a moved clock as of when it is told, however long ago it was read', async () => {
    await enter('active');
    await pass(portal, 60);
    await walk.go('menu');
    const first = walk.page.movedClock ?? '';
    await new Promise((resolve) => setTimeout(resolve, 30));
    const later = Date.parse(walk.page.movedClock ?? '') - Date.parse(first);
    assert.ok(later >= 25 && later < 5000, String(later));
  });
});
