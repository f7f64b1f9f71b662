import assert from 'node:assert/strict';
import type { CardSnapshot } from '../../../../src/card/card.ts';
import type { TestPki } from '../../../../src/pki/testAuthority/authority.ts';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../../../src/pki/testAuthority/authority.ts';
import type { KeyPair } from '../../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../../src/pki/testAuthority/keyPair.ts';
import {
  sealEncryptionProfile,
  sealSigningProfile,
} from '../../../../src/pki/testAuthority/leafProfiles.ts';
import {
  candidateChoice,
  candidatesIn,
} from '../../../../src/views/signature/sign/signerCandidates.ts';
import {
  aCard,
  aCertificate,
  aKey,
  aReaderWith,
  aState,
  unknownCard,
} from '../../../fixtures/cardStates.ts';

const [OURS, OTHERS] = ['1234567801', '1234567819'];

describe('The certificates to sign with', function () {
  this.timeout(20_000);
  let pki: TestPki;
  let keys: KeyPair;

  before(async () => {
    pki = await createTestPki(ISSUER_NAMES.seal);
    keys = await generateKeyPair('EC-P384');
  });

  /** A card with a seal and its encryption certificate. */
  const sealCard = (vkn: string, more: Partial<CardSnapshot> = {}): CardSnapshot => {
    const profiles = [
      sealEncryptionProfile(vkn, `Kurum ${vkn}`),
      sealSigningProfile(vkn, `Kurum ${vkn}`),
    ];
    const ders = profiles.map((profile) => issueCertificate(pki.issuer, profile, keys.publicKey));
    return aCard({
      certificates: ders.map((der, index) => aCertificate({ id: `0${index}`, der })),
      keys: [aKey({ id: '00', usage: ['decrypt'] }), aKey({ id: '01' })],
      ...more,
    });
  };
  const candidates = (cards: readonly CardSnapshot[], taxNumber: string | null = null) =>
    candidatesIn(aState(cards.map((card, i) => aReaderWith(card, { name: `Reader ${i}` }))), {
      taxNumber,
      at: new Date(),
    });
  const seen = (...given: Parameters<typeof candidates>): readonly string[] =>
    candidates(...given).map(({ offered, refusal }) => {
      return `${offered.target.reader}/${offered.id} ${refusal?.code ?? 'may sign'}`;
    });

  it('are proposed over all cards: the seal of the document first, then who may sign at all', () => {
    assert.deepEqual(seen([sealCard(OTHERS), sealCard(OURS)], OURS), [
      'Reader 1/01 may sign',
      'Reader 0/01 may sign',
      'Reader 1/00 sign/encryption-certificate',
      'Reader 0/00 sign/encryption-certificate',
    ]);
  });

  it('of a card that is locked, or takes no PIN here, come after those that can sign', () => {
    const locked = sealCard(OURS, { pin: { state: 'blocked', triesLeft: 0 } });
    const closed = sealCard(OURS, { takesPin: false, family: 'akis-2' });
    const [first, ...rest] = seen([locked, closed, sealCard(OTHERS)], OURS);
    assert.equal(first, 'Reader 2/01 may sign');
    assert.ok(rest.includes('Reader 0/01 pin/blocked'), rest.join('\n'));
    assert.ok(rest.includes('Reader 1/01 pin/needs-module'), rest.join('\n'));
  });

  it('are not looked for on cards that nobody knows', () => {
    assert.deepEqual(seen([unknownCard]), []);
  });

  it('say another tax number as information, and a refusal as a sentence', () => {
    const [seal, encryption] = candidates([sealCard(OTHERS)], OURS);
    assert.ok(seal && encryption);
    const proposed = candidateChoice(seal, { isProposed: true, taxNumber: OURS });
    assert.equal(proposed.label, `Kurum ${OTHERS}`);
    assert.equal(proposed.description, 'Proposed · signing · Reader 0');
    const detail = /^1234567819 · the document is of 1234567801 · PIN: 3 tries left · valid until /;
    assert.match(proposed.detail ?? '', detail);
    const refused = candidateChoice(encryption, { isProposed: false, taxNumber: OURS });
    assert.equal(refused.description, 'Encryption · Reader 0');
    assert.match(refused.detail ?? '', /encrypt/);
  });
});
