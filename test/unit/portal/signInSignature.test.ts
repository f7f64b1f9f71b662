import assert from 'node:assert/strict';
import { X509Certificate, generateKeyPairSync } from 'node:crypto';
import {
  sealSigningProfile,
  qualifiedProfile,
} from '../../../src/pki/testAuthority/leafProfiles.ts';
import { validFor } from '../../../src/pki/testAuthority/authority.ts';
import { parseX509 } from '../../../src/pki/x509.ts';
import * as menu from '../../../src/portal/contract/menu.ts';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import { readSession } from '../../../src/portal/contract/signIn.ts';
import { moveClock, resetClock } from '../../../src/portal/contract/testSuite.ts';
import { encodeCms } from '../../../src/signature/cades/encodeCms.ts';
import { prepareCms } from '../../../src/signature/cades/prepareCms.ts';
import { signCms, signPrepared, testSigner } from '../signature/cmsSigner.ts';
import { freeze, pass } from './support/clock.ts';
import type { Signer } from './support/eSignature.ts';
import { handIn, newChallenge, signInWithESignature, signerOf } from './support/eSignature.ts';
import { SignedIn } from './support/signedIn.ts';
import { testSimulator } from './support/testSimulator.ts';

const refused = (reason: string) => ({ code: 'portal/signature-refused', data: { reason } });
const EXPIRED = { code: 'portal/challenge-expired' };

describe('E-imzalı Giriş', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let organisation: TestOrganisationRecord;
  let signatory: Signer & { serialNumber: string };

  before(async () => {
    organisation = await portal.newOrganisation();
    signatory = await signerOf(organisation);
  });
  afterEach(() => portal.test(resetClock, {}));

  const enter = (signer: Signer = signatory) => signInWithESignature(portal, signer);
  const session = (token: string) => portal.client.call(readSession, {}, { token });

  it('opens the session of the organisation whose signatory signed, content inside or not', async () => {
    const { vkn, tradeName } = organisation;
    for (const detached of [false, true]) {
      const opened = await signInWithESignature(portal, signatory, { detached });
      assert.deepEqual(opened.organisation, { vkn, tradeName });
      const { signedInWith, signatory: person } = await session(opened.token);
      assert.deepEqual([signedInWith, person], ['e-signature', organisation.signatory]);
    }
  });

  it('takes the signature of an EC P-384 card as well', async () => {
    const other = await portal.newOrganisation({ keyAlgorithm: 'EC-P384' });
    const { organisation: opened } = await enter(await signerOf(other));
    assert.equal(opened.vkn, other.vkn);
  });

  it('gives a text to sign that says what it is for, where and when, and never comes twice', async () => {
    await freeze(portal);
    const [first, second] = [await newChallenge(portal), await newChallenge(portal)];
    const text = Buffer.from(first.content).toString('utf8');
    for (const part of ['E-imzalı Giriş', portal.ready.baseUrl, portal.simulator.clock.stamp()]) {
      assert.ok(text.includes(part), text);
    }
    assert.notDeepEqual(first.content, second.content);
    assert.match(text, /[0-9a-f]{64}\n$/);
  });

  describe('refuses', () => {
    it('what is no signature, or one over something else', async () => {
      const other = new TextEncoder().encode('something else');
      for (const [reason, cms] of [
        ['malformed', () => new Uint8Array()],
        ['malformed', () => new TextEncoder().encode('no CMS')],
        ['other-content', () => signCms(signatory, { content: other, detached: false })],
        ['other-content', () => signCms(signatory, { content: other, detached: true })],
        [
          'signature',
          (content: Uint8Array) => {
            const signed = signCms(signatory, { content, detached: false });
            signed.set([(signed.at(-1) ?? 0) ^ 1], signed.length - 1);
            return signed;
          },
        ],
        ['no-certificate', (content: Uint8Array) => withoutCertificate(signatory, content)],
      ] as const) {
        const { challengeId, content } = await newChallenge(portal);
        await assert.rejects(handIn(portal, challengeId, cms(content)), refused(reason), reason);
      }
    });

    it('certificates of another PKI, also when it bears the same names and comes along', async () => {
      const stranger = await testSigner('EC-P384');
      const { challengeId, content } = await newChallenge(portal);
      const chain = [stranger.issuer, stranger.root];
      const cms = signCms(stranger, { content, detached: false }, { chain });
      const [theirs, ours] = [stranger.issuer, portal.simulator.authority.certificates.qualified];
      assert.equal(new X509Certificate(theirs).subject, new X509Certificate(ours).subject);
      await assert.rejects(handIn(portal, challengeId, cms), refused('untrusted'));
    });

    it('a certificate that the authority never delivered', async () => {
      const { tckn, name } = organisation.signatory;
      const issued = issue(qualifiedProfile(tckn, name));
      await assert.rejects(enter(issued), refused('untrusted'));
    });

    it('a seal, whoever issued it', async () => {
      const active = await portal.newOrganisation({ scenario: 'active' });
      await assert.rejects(enter(await signerOf(active, 'mali-muhur')), refused('untrusted'));
      const odd = issue(sealSigningProfile(active.vkn, active.tradeName));
      await assert.rejects(enter(odd), refused('not-qualified'));
    });

    it('a certificate before and after its time, by the clock of the simulator', async () => {
      const { validFrom, validTo } = new X509Certificate(signatory.certificate);
      const at = (time: string, seconds: number) => {
        const now = new Date(Date.parse(time) + seconds * 1000).toISOString();
        return portal.test(moveClock, { body: { now, frozen: true } });
      };
      for (const [time, seconds, isValid] of [
        [validFrom, -1, false],
        [validFrom, 0, true],
        [validTo, 0, true],
        [validTo, 1, false],
      ] as const) {
        await at(time, seconds);
        if (isValid) await enter();
        else await assert.rejects(enter(), refused('not-valid-now'));
      }
    });

    it('a certificate on hold until it is put in use again, and a revoked one for good', async () => {
      const other = await portal.newOrganisation();
      const person = await signerOf(other);
      const inside = new SignedIn(portal, other.vkn);
      const params = { serialNumber: person.serialNumber };
      await inside.call(menu.suspendCertificate, { params });
      await assert.rejects(enter(person), refused('on-hold'));
      await inside.call(menu.activateCertificate, { params });
      await enter(person);
      const body = {
        reason: 'keyCompromise',
        confirmedSerialNumber: person.serialNumber,
      } as const;
      await inside.call(menu.revokeCertificate, { params, body });
      await assert.rejects(enter(person), refused('revoked'));
    });

    it('somebody who is signatory of nothing', async () => {
      const other = await portal.newOrganisation();
      portal.simulator.database.run('DELETE FROM signatory WHERE vkn = ?', other.vkn);
      await assert.rejects(enter(await signerOf(other)), { code: 'portal/not-signatory' });
    });
  });

  it('asks a signatory of several organisations which one, and leaves the challenge good', async () => {
    const [first, second, third] = [
      await portal.newOrganisation(),
      await portal.newOrganisation(),
      await portal.newOrganisation(),
    ];
    const { tckn, name } = first.signatory;
    const insert = 'INSERT INTO signatory (tckn, vkn, name) VALUES (?, ?, ?)';
    portal.simulator.database.run(insert, tckn, second.vkn, name);
    const { challengeId, content } = await newChallenge(portal);
    const cms = signCms(await signerOf(first), { content, detached: false });
    const known = [first, second].map(({ vkn, tradeName }) => ({ vkn, tradeName }));
    await assert.rejects(handIn(portal, challengeId, cms), {
      code: 'portal/organisation-needed',
      data: { organisations: known.sort((a, b) => (a.vkn < b.vkn ? -1 : 1)) },
    });
    const { organisation: opened } = await handIn(portal, challengeId, cms, second.vkn);
    assert.equal(opened.vkn, second.vkn);
    const foreign = signInWithESignature(portal, await signerOf(first), { vkn: third.vkn });
    await assert.rejects(foreign, { code: 'portal/not-signatory' });
  });

  it('takes a challenge once, within five minutes, and after a refusal no more', async () => {
    await freeze(portal);
    const { challengeId, content } = await newChallenge(portal);
    const cms = signCms(signatory, { content, detached: false });
    const late = await newChallenge(portal);
    const spoilt = await newChallenge(portal);
    await assert.rejects(handIn(portal, spoilt.challengeId, cms), refused('other-content'));
    const right = signCms(signatory, { content: spoilt.content, detached: false });
    await assert.rejects(handIn(portal, spoilt.challengeId, right), EXPIRED);

    await pass(portal, 299.9);
    await handIn(portal, challengeId, cms);
    await assert.rejects(handIn(portal, challengeId, cms), EXPIRED);
    await pass(portal, 0.1);
    const overdue = signCms(signatory, { content: late.content, detached: false });
    await assert.rejects(handIn(portal, late.challengeId, overdue), EXPIRED);
    await assert.rejects(handIn(portal, 'nobody-gave-this-one', cms), EXPIRED);
  });

  /** A certificate of the simulator's own authority for qualified ones, that it never delivered. */
  function issue(profile: ReturnType<typeof qualifiedProfile>): Signer {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    const { authority, clock } = portal.simulator;
    const validity = validFor(1, clock.now());
    return {
      privateKey,
      certificate: authority.issue('qualified', profile, publicKey, { validity }),
    };
  }
});

/** A signature that is right, in a CMS without the certificate. */
function withoutCertificate(signer: Signer, content: Uint8Array): Uint8Array {
  const prepared = prepareCms({
    certificate: signer.certificate,
    what: { content, detached: false },
  });
  return encodeCms({
    content,
    certificates: [],
    signer: parseX509(signer.certificate),
    keyType: 'rsa',
    digestAlgorithm: prepared.digestAlgorithm,
    attributes: prepared.toBeSigned,
    signature: signPrepared(signer, prepared),
  });
}
