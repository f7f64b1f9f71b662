import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyChain } from '../../src/pki/chain.ts';
import {
  buildCertificate,
  nameOf,
  testSerialNumber,
} from '../../src/pki/testAuthority/certificateBuilder.ts';
import { basicConstraints, keyUsage } from '../../src/pki/testAuthority/extensions.ts';
import { KEY_USAGE } from '../../src/pki/oids.ts';
import type { KeyPair } from '../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../src/pki/testAuthority/keyPair.ts';
import { depth } from '../depth.ts';
import { seededRandom } from '../rig/random.ts';
import { runProgram } from './opensc.ts';

const AT = new Date('2026-06-01T00:00:00Z');

describe('Chains of certificates', function () {
  this.timeout(60_000);
  let folder: string;
  let pairs: readonly KeyPair[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-chain-'));
    pairs = await Promise.all([
      generateKeyPair('EC-P384'),
      generateKeyPair('RSA-2048'),
      generateKeyPair('EC-P384'),
    ]);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, certificates: readonly Uint8Array[]) => {
    const path = join(folder, name);
    writeFileSync(path, certificates.map((der) => new X509Certificate(der).toString()).join(''));
    return path;
  };

  /** Root first. Each certificate is wrong in some way every now and then. */
  const randomChain = (random: (below: number) => number): Uint8Array[] => {
    const rarely = () => random(12) === 0;
    const pairAt = (i: number) => pairs[i] as KeyPair;
    const length = 2 + random(3);
    const chain: Uint8Array[] = [];
    let above = { name: 'A0', key: pairAt(0) };
    for (let level = 0; level < length; level++) {
      const [isRoot, isLeaf] = [level === 0, level === length - 1];
      const key = pairAt(isRoot ? 0 : random(pairs.length));
      const issuer = !isRoot && rarely() ? 'Nobody' : above.name;
      const signer = !isRoot && rarely() ? pairAt(2) : above.key;
      const isAuthority = isLeaf === rarely();
      const pathLength = random(3) === 0 ? random(3) : null;
      const usage = rarely() ? KEY_USAGE.cRLSign : KEY_USAGE.keyCertSign;
      const contents = {
        serialNumber: testSerialNumber(),
        issuer: nameOf([['CN', issuer]]),
        subject: nameOf([['CN', `A${level}`]]),
        notBefore: new Date(rarely() ? '2026-07-01' : '2026-01-01'),
        notAfter: new Date(rarely() ? '2026-05-01' : '2026-12-31'),
        publicKey: key.publicKey,
        extensions: [
          basicConstraints(isAuthority ? { ca: true, pathLength } : { ca: false }),
          keyUsage(isLeaf ? KEY_USAGE.digitalSignature : usage),
        ],
      };
      chain.push(buildCertificate(contents, signer.privateKey));
      above = { name: `A${level}`, key };
    }
    return chain;
  };

  const opensslAccepts = async (
    root: Uint8Array,
    others: readonly Uint8Array[],
    leaf: Uint8Array,
  ) => {
    const args = ['-attime', String(AT.getTime() / 1000), '-CAfile', file('root.pem', [root])];
    if (others.length > 0) args.push('-untrusted', file('others.pem', others));
    const run = await runProgram('openssl', ['verify', ...args, file('leaf.pem', [leaf])]);
    return { accepted: run.code === 0, text: run.text };
  };

  it('that are good or bad by chance are judged as openssl judges them', async () => {
    const random = seededRandom('MUHUR_SEED');
    const rounds = depth(60);
    let valid = 0;
    for (let round = 0; round < rounds; round++) {
      const [root, ...others] = randomChain(random);
      const leaf = others.pop();
      assert.ok(root && leaf);
      const ours = verifyChain(leaf, others, [root], AT);
      const { accepted, text } = await opensslAccepts(root, others, leaf);
      assert.equal(ours.valid, accepted, `round ${round}: ${JSON.stringify(ours)}\n${text}`);
      if (ours.valid) valid++;
    }
    assert.ok(valid > 0 && valid < rounds, `${valid} of ${rounds} accepted`);
  });
});
