import assert from 'node:assert/strict';
import { MuhurError } from '../../../../src/errors.ts';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import type { PresentCard } from '../../../../src/views/portal/flow/ports.ts';
import { signCms } from '../../signature/cmsSigner.ts';
import { pass } from '../../portal/support/clock.ts';
import { signerOf } from '../../portal/support/eSignature.ts';
import { testSimulator } from '../../portal/support/testSimulator.ts';
import { Walk, endWalks } from './support/walk.ts';

describe('E-imzalı Giriş on the page', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let organisation: TestOrganisationRecord;
  let walk: Walk;
  let card: string;

  before(async () => {
    organisation = await portal.newOrganisation();
    card = organisation.cards.find(({ profile }) => profile === 'e-imza')?.serial ?? '';
  });
  beforeEach(() => {
    walk = new Walk(portal);
    walk.ports.present = [present()];
    walk.ports.sign = signWith(organisation);
  });
  afterEach(endWalks);

  function present(more: Partial<PresentCard> = {}): PresentCard {
    return {
      serial: card,
      name: 'E-imza',
      reader: 'Reader 1',
      family: 'virtual',
      isVirtual: true,
      canSignIn: true,
      ...more,
    };
  }

  function signWith(whose: TestOrganisationRecord, profile?: 'mali-muhur') {
    return async (_: string, content: Uint8Array): Promise<Uint8Array> =>
      signCms(await signerOf(whose, profile), { content, detached: false });
  }

  const sign = (vkn: string | null = null) => ({ kind: 'sign-in-with-card', card, vkn }) as const;

  it('offers the cards that can sign in, and of those the virtual ones', async () => {
    const [other, real] = ['AA'.repeat(12), 'BB'.repeat(12)];
    walk.ports.present = [
      present(),
      present({ serial: other, canSignIn: false }),
      present({ serial: real, isVirtual: false, family: 'akis-2' }),
      present({ serial: null }),
    ];
    await walk.go('signature');
    assert.deepEqual(walk.at('signature').cards, [
      { serial: card, name: 'E-imza', reader: 'Reader 1' },
    ]);
    walk.ports.present = [];
    await walk.go('signature');
    assert.deepEqual(walk.at('signature').cards, []);
  });

  it('opens the session with what the card has signed', async () => {
    await walk.go('signature');
    await walk.act(sign());
    walk.at('menu');
    assert.equal(walk.page.session?.vkn, organisation.vkn);
    assert.equal(walk.page.notice, `Signed in as ${organisation.tradeName}.`);
    assert.equal(walk.ports.asked.filter((asked) => asked.startsWith('sign')).length, 1);
  });

  it('stays where it is when the user keeps the PIN to themselves', async () => {
    walk.ports.sign = () => Promise.reject(new MuhurError('cancelled', {}));
    await walk.go('signature');
    await walk.act(sign());
    walk.at('signature');
  });

  it('says what the card, the signature or the person lacks', async () => {
    const stranger = await portal.newOrganisation();
    const seal = signWith(organisation, 'mali-muhur');
    const ways = [
      [() => Promise.reject(new MuhurError('pin/wrong', { triesLeft: 2 })), /^The PIN is wrong/],
      [() => Promise.reject(new MuhurError('card/removed', { reader: 'R' })), /^The card was/],
      [() => Promise.resolve(new Uint8Array([1])), /^The signed text was not accepted/],
      [seal, /not issued by the test PKI/],
    ] as const;
    for (const [way, text] of ways) {
      await walk.go('signature');
      walk.ports.sign = way;
      const problem = await walk.fails(sign());
      assert.match(problem.text, text);
      assert.equal(problem.field, null);
      walk.at('signature');
    }
    walk.ports.sign = signWith(stranger);
    assert.match((await walk.fails(sign(organisation.vkn))).text, /not registered as a signatory/);
    assert.equal(walk.page.session, null);
  });

  describe('of a signatory of two organisations', () => {
    let second: TestOrganisationRecord;

    before(async () => {
      second = await portal.newOrganisation();
      const { tckn, name } = organisation.signatory;
      const row = [tckn, second.vkn, name];
      portal.simulator.database.run('INSERT INTO signatory VALUES (?, ?, ?)', ...row);
    });
    beforeEach(async () => {
      await walk.go('signature');
      await walk.act(sign());
    });

    const signatures = () => walk.ports.asked.filter((asked) => asked.startsWith('sign'));

    it('asks for which, and takes one signature for both answers', async () => {
      const { organisations, cards } = walk.at('signature');
      const both = [organisation.vkn, second.vkn];
      assert.deepEqual(organisations.map(({ vkn }) => vkn).sort(), both.sort());
      assert.deepEqual([cards.length, walk.page.session], [1, null]);
      await walk.act(sign(second.vkn));
      walk.at('menu');
      assert.equal(walk.page.session?.vkn, second.vkn);
      assert.deepEqual(signatures(), [`sign ${card}`]);
    });

    it('signs anew when the signature is too old by then', async () => {
      await pass(portal, 301);
      const { text } = await walk.fails(sign(second.vkn));
      assert.match(text, /^This text to sign is no longer valid/);
      await walk.act(sign(second.vkn));
      assert.equal(walk.page.session?.vkn, second.vkn);
      assert.equal(signatures().length, 2);
    });
  });
});
