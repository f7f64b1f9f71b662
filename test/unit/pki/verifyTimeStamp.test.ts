import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OID } from '../../../src/pki/oids.ts';
import { extendedKeyUsage, timeStampingOnly } from '../../../src/pki/testAuthority/extensions.ts';
import type { KeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import type { TimeStampProblem } from '../../../src/pki/timeStamp/timeStampProblem.ts';
import { verifyTimeStamp } from '../../../src/pki/timeStamp/verifyTimeStamp.ts';
import type { AnswerOptions } from '../../../src/portal/simulator/authority/types.ts';
import { depth } from '../../depth.ts';
import type { TestAuthority } from '../../rig/testAuthority.ts';
import { newTestAuthority } from '../../rig/testAuthority.ts';
import { signCms, testSigner } from '../signature/cmsSigner.ts';
import { STAMPED, digestOf, ownServer, stampRequest, tokenIn } from './support/stamps.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const VALIDITY = { notBefore: new Date('2025-01-01'), notAfter: new Date('2028-01-01') };

describe('The mathematics of a time stamp', () => {
  let pki: TestAuthority;
  let keys: KeyPair;
  before(async function () {
    this.timeout(20_000);
    [pki, keys] = await Promise.all([newTestAuthority(), generateKeyPair('RSA-2048')]);
  });

  const stamp = async (
    asked: Parameters<typeof stampRequest>[0] = {},
    options: Partial<AnswerOptions> = {},
  ) => tokenIn(await pki.authority.answerTimeStamp(stampRequest(asked), { now: NOW, ...options }));
  const verify = (
    token: Uint8Array,
    { bytes = STAMPED, certificates = [] as readonly Uint8Array[] } = {},
  ) => verifyTimeStamp(token, digestOf(bytes), certificates);
  const has = (problem: TimeStampProblem | null, verified: ReturnType<typeof verify>) =>
    assert.equal(verified.problem, problem);

  for (const algorithm of ['sha256', 'sha384', 'sha512'] as const) {
    it(`is right over the bytes that were stamped: ${algorithm}`, async () => {
      const { info, certificate, problem } = verify(await stamp({ algorithm }));
      assert.equal(problem, null);
      assert.deepEqual(info?.time, NOW);
      assert.equal(info.policy, OID.timeStampPolicy);
      assert.equal(info.accuracyMs, 1000);
      const { timeStamping } = pki.stored;
      assert.equal(
        Buffer.from(certificate?.der ?? []).toString('base64'),
        timeStamping.certificate,
      );
    });
  }

  it('is wrong over other bytes, and with a spoilt signature', async () => {
    has('imprint', verify(await stamp(), { bytes: Buffer.from('other bytes') }));
    has('signature', verify(await stamp({}, { fault: 'wrong-signature' })));
  });

  it('needs the certificate of the server, inside or at hand', async () => {
    const token = await stamp({ certReq: false });
    has('certificate-missing', verify(token));
    const certificate = Buffer.from(pki.stored.timeStamping.certificate, 'base64');
    has(null, verify(token, { certificates: [certificate] }));
    has('certificate-missing', verify(token, { certificates: [pki.authority.certificates.root] }));
  });

  it('needs a certificate that is for time stamps alone, critically (RFC 3161 §2.3)', async () => {
    const made = (extensions: Parameters<typeof ownServer>[3]) =>
      ownServer(pki, keys, VALIDITY, extensions).stamp({ now: NOW });
    has(null, verify(await made({ extensions: [timeStampingOnly()] })));
    has('usage', verify(await made({ extensions: [] })));
    has('usage', verify(await made({ extensions: [extendedKeyUsage(OID.timeStamping)] })));
    const two = extendedKeyUsage(OID.timeStamping, OID.ocspSigning);
    has('usage', verify(await made({ extensions: [two] })));
    has('usage', verify(await made({ extensions: [extendedKeyUsage(OID.anyExtendedKeyUsage)] })));
  });

  it('is bound to that certificate, and to no other of the same name, number and key', async () => {
    const serialNumber = Uint8Array.of(0x7e, 0x57, 1);
    const named = (name: string) => ownServer(pki, keys, VALIDITY, { serialNumber, name });
    const server = named('one');
    const token = await server.stamp({ now: NOW });
    has(null, verify(token));
    // The same certificate under another name takes its place inside the token.
    const at = Buffer.from(token).indexOf(server.certificate);
    const replaced = Uint8Array.from(token);
    let twin = named('two');
    // Its issuer's ECDSA signature is a byte longer or shorter now and then.
    while (twin.certificate.length !== server.certificate.length) twin = named('two');
    replaced.set(twin.certificate, at);
    has('signature', verify(replaced));
  });

  it('is none when something else was signed', async () => {
    const signer = await testSigner('RSA-2048');
    has('malformed', verify(signCms(signer, { content: STAMPED, detached: false })));
    has('malformed', verify(signCms(signer, { content: STAMPED, detached: true })));
    has('malformed', verify(new Uint8Array()));
    const token = await stamp();
    has('malformed', verify(token.subarray(0, token.length - 1)));
    has('malformed', verify(Buffer.concat([token, Uint8Array.of(0)])));
  });

  it('never says another time than was signed, whatever byte is changed', async () => {
    const token = await stamp();
    const position = fc.nat(token.length - 1);
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = token.map((byte, i) => (i === at ? byte ^ change : byte));
        const { problem, info } = verify(changed);
        if (problem === null) assert.deepEqual(info?.time, NOW);
      }),
      { numRuns: depth(150) },
    );
  });
});
