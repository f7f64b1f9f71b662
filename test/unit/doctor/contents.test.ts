import assert from 'node:assert/strict';
import type { CardSnapshot, PinStatus } from '../../../src/card/card.ts';
import { examineCertificates } from '../../../src/doctor/checks/certificates.ts';
import { examineChain } from '../../../src/doctor/checks/chain.ts';
import { pinFinding } from '../../../src/doctor/checks/pin.ts';
import { signingCertificate, validityFinding } from '../../../src/doctor/checks/validity.ts';
import type { Finding } from '../../../src/doctor/findings.ts';
import { MuhurError } from '../../../src/errors.ts';
import { aCard, aCertificate } from '../../fixtures/cardStates.ts';
import { NOW, cardWith, certificate, issuers } from './machines.ts';

const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY);
const brief = ({ status, code }: Finding) => `${status} ${code}`;

describe('The doctor on the PIN', () => {
  const pinOf = (state: PinStatus['state'], triesLeft: number | null = null) =>
    aCard({ pin: { state, triesLeft } });
  const withProblem = (code: 'pkcs11/pin-expired' | 'pkcs11/no-pin') =>
    aCard({ problems: [new MuhurError(code, { module: '/m.so' })] });
  const judged = (card: CardSnapshot | null, token: CardSnapshot | null = null) =>
    brief(pinFinding(card, token));

  it('is content with one that is not locked', () => {
    assert.equal(judged(pinOf('ready', 3)), 'ok pin/ready');
    assert.equal(judged(pinOf('wrong-entered', 2)), 'ok pin/ready');
  });

  it('warns before the last try', () => {
    assert.equal(judged(pinOf('last-try', 1)), 'warning pin/last-try');
  });

  it('takes a locked one for an error, and one that no PUK unlocks for another', () => {
    assert.equal(judged(pinOf('blocked', 0)), 'error pin/blocked');
    const dead = aCard({
      pin: { state: 'blocked', triesLeft: 0 },
      puk: { state: 'blocked', triesLeft: 0 },
    });
    assert.equal(judged(dead), 'error pin/dead');
  });

  it('knows from the module what only that tells', () => {
    const unknown = pinOf('unknown');
    assert.equal(judged(unknown), 'skipped pin/unknown');
    assert.equal(judged(unknown, pinOf('ready')), 'ok pin/ready');
    assert.equal(judged(unknown, pinOf('blocked', 0)), 'error pin/blocked');
    assert.equal(judged(unknown, withProblem('pkcs11/pin-expired')), 'error pin/to-change');
    assert.equal(judged(unknown, withProblem('pkcs11/no-pin')), 'error pin/not-set');
  });

  it('believes the worse of card and module', () => {
    assert.equal(judged(pinOf('blocked', 0), pinOf('ready')), 'error pin/blocked');
    assert.equal(judged(pinOf('ready', 3), pinOf('last-try', 1)), 'warning pin/last-try');
  });
});

describe('The doctor on certificates', () => {
  const judged = (card: CardSnapshot) => brief(examineCertificates(card).found);

  it('is content with a complete seal, and with a signature card', async () => {
    const seal = [await certificate('signing'), await certificate('encryption')];
    assert.equal(judged(cardWith(seal)), 'ok certificates/complete');
    const qualified = [await certificate('qualified')];
    assert.equal(judged(cardWith(qualified)), 'ok certificates/complete');
  });

  it('misses what a seal has to have', async () => {
    assert.equal(judged(cardWith([])), 'error certificates/none');
    const encryption = await certificate('encryption');
    assert.equal(judged(cardWith([encryption])), 'error certificates/no-signing');
    const signing = await certificate('signing');
    assert.equal(judged(cardWith([signing])), 'warning certificates/no-encryption');
  });

  it('misses a key: to sign it is needed, to decrypt it would be', async () => {
    const seal = [await certificate('signing'), await certificate('encryption')];
    const [signKey, decryptKey] = cardWith(seal).keys;
    const keys = (...left: (typeof signKey)[]) => ({
      keys: left.filter((key) => key !== undefined),
    });
    assert.equal(judged(cardWith(seal, keys(decryptKey))), 'error certificates/no-key');
    assert.equal(judged(cardWith(seal, keys(signKey))), 'warning certificates/no-key');
  });

  it('sees a certificate that is not for what its label says', async () => {
    const swapped = await certificate('encryption', { label: '1234567890SIGN0' });
    assert.equal(judged(cardWith([swapped])), 'error certificates/wrong-purpose');
    const other = await certificate('signing', { label: '1234567890ENCR0', id: '02' });
    const both = cardWith([await certificate('signing'), other]);
    assert.equal(judged(both), 'error certificates/wrong-purpose');
  });

  it('sees a damaged one: an error where nothing else signs, else a warning', async () => {
    const damaged = aCertificate({ id: '02', label: '1234567890ENCR0' });
    assert.equal(judged(cardWith([damaged])), 'error certificates/damaged');
    const both = cardWith([await certificate('signing'), damaged]);
    assert.equal(judged(both), 'warning certificates/damaged');
  });
});

describe('The doctor on days and issuers', () => {
  const lasting = (from: number, to: number) => ({
    validity: { notBefore: inDays(from), notAfter: inDays(to) },
  });
  const judged = async (
    signing: readonly (readonly [number, number])[],
    encryption: readonly [number, number] = [-1, 1000],
  ) => {
    const certificates = await Promise.all([
      ...signing.map((days) => certificate('signing', lasting(...days))),
      certificate('encryption', lasting(...encryption)),
    ]);
    const contents = examineCertificates(cardWith(certificates));
    const chosen = signingCertificate(contents, NOW);
    assert.ok(chosen);
    return brief(validityFinding(chosen, contents.encryption, NOW));
  };

  it('counts them: valid, soon over, over, not yet begun', async () => {
    assert.equal(await judged([[-1, 1000]]), 'ok validity/valid');
    assert.equal(await judged([[-1000, 60]]), 'warning validity/soon');
    assert.equal(await judged([[-1000, -1]]), 'error validity/expired');
    assert.equal(await judged([[1, 1000]]), 'error validity/not-yet');
  });

  it('goes by the signing certificate that is valid, not by an old one beside it', async () => {
    const days = [
      [-2000, -1000],
      [-1, 1000],
    ] as const;
    assert.equal(await judged(days), 'ok validity/valid');
  });

  it('warns of an encryption certificate that is over: the card can still sign', async () => {
    const finding = await judged([[-1, 1000]], [-1000, -1]);
    assert.equal(finding, 'warning validity/encryption-expired');
  });

  it('finds the way to a root that is known, also from a certificate that is over', async () => {
    const known = await issuers();
    for (const [from, to] of [
      [-1, 1000],
      [-0.5, -0.01],
    ] as const) {
      const { der } = await certificate('signing', lasting(from, to));
      assert.equal(brief(examineChain(der, known, NOW).found), 'ok chain/trusted');
    }
  });

  it('says nothing of the chain where only its days are wrong, and the certificate’s own too', async () => {
    const { der } = await certificate('signing', lasting(-1000, -1));
    assert.equal(brief(examineChain(der, await issuers(), NOW).found), 'skipped chain/basis');
  });

  it('names an issuer that is not known, without an error', async () => {
    const { der } = await certificate('signing');
    const { found } = examineChain(der, [], NOW);
    assert.equal(brief(found), 'warning chain/unknown-issuer');
    assert.deepEqual(found.data, {
      issuer: 'Mali Mühür Elektronik Sertifika Hizmet Sağlayıcısı - TEST',
    });
  });

  it('takes a certificate with a wrong signature for an error', async () => {
    const { der } = await certificate('signing');
    const forged = Uint8Array.from(der);
    forged.set([(forged.at(-1) ?? 0) ^ 1], forged.length - 1);
    assert.equal(brief(examineChain(forged, await issuers(), NOW).found), 'error chain/broken');
  });
});
