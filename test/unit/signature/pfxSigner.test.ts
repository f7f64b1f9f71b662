import assert from 'node:assert/strict';
import { isMuhurError } from '../../../src/errors.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { encode, integer, octets, oid, sequence, tagged } from '../../../src/pki/der.ts';
import { OID } from '../../../src/pki/oids.ts';
import { pfxOf, trustStoreOf } from '../../../src/pki/pkcs12/pfx.ts';
import { prepareCms } from '../../../src/signature/cades/prepareCms.ts';
import { verifyCms } from '../../../src/pki/cms/verifyCms.ts';
import { openPfxSigner } from '../../../src/signature/signers/pfxSigner.ts';
import { depth } from '../../depth.ts';
import { seededRandom } from '../../rig/random.ts';
import type { TestSigner } from './cmsSigner.ts';
import { testSigner } from './cmsSigner.ts';

const PASSWORD = 'parola 123';
const WISH = { at: new Date() };
const CONTENT = Buffer.from('Fatura');

function pfxFor({ privateKey, certificate, issuer, root }: TestSigner): Promise<Uint8Array> {
  return pfxOf({
    privateKey: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
    certificates: [certificate, issuer, root],
    friendlyName: 'Test',
    password: PASSWORD,
  });
}

function fails(code: ErrorCode): (error: unknown) => true {
  return (error) => {
    assert.ok(isMuhurError(error, code), String(error));
    return true;
  };
}

for (const algorithm of ['RSA-2048', 'EC-P384'] as const) {
  it(`The ${algorithm} key of a PFX file signs as a card does, with the chain beside it`, async function () {
    this.timeout(20_000);
    const test = await testSigner(algorithm);
    const signer = await openPfxSigner(await pfxFor(test), PASSWORD, WISH);
    assert.deepEqual(signer.certificate, test.certificate);
    assert.deepEqual(signer.chain, [test.issuer, test.root]);
    const prepared = prepareCms({
      what: { content: CONTENT, detached: false },
      certificate: signer.certificate,
      chain: signer.chain,
    });
    const cms = prepared.finish(await signer.sign(prepared.signInput));
    assert.deepEqual(verifyCms(cms).signers[0]?.problems, []);
    await signer.close();
    await assert.rejects(signer.sign(prepared.signInput), fails('cancelled'));
  });
}

describe('A PFX file', function () {
  this.timeout(20_000);
  let signer: TestSigner;
  let pfx: Uint8Array;
  before(async () => {
    signer = await testSigner('EC-P384');
    pfx = await pfxFor(signer);
  });
  const opening = (bytes: Uint8Array, password = PASSWORD) => openPfxSigner(bytes, password, WISH);

  it('is not opened by another password', async () => {
    for (const wrong of ['', 'parola 124', 'PAROLA 123', `${PASSWORD} `]) {
      await assert.rejects(opening(pfx, wrong), fails('pfx/password'));
    }
  });

  it('without a key says so', async () => {
    const trusted = [{ certificate: signer.certificate, friendlyName: 'Test' }];
    const store = await trustStoreOf(trusted, PASSWORD);
    await assert.rejects(opening(store), fails('pfx/no-key'));
  });

  it('whose key belongs to no certificate in it says so', async () => {
    const other = await testSigner('RSA-2048');
    const mixed = await pfxFor({ ...signer, privateKey: other.privateKey });
    await assert.rejects(opening(mixed), fails('sign/no-key'));
  });

  it('that wants its password hashed for hours is refused at once', async () => {
    const mac = sequence(
      sequence(sequence(oid(OID.sha256)), octets(new Uint8Array(32))),
      octets(new Uint8Array(8)),
      integer(2 ** 31 - 1),
    );
    const content = sequence(oid(OID.data), tagged(0, octets(encode(sequence()))));
    const endless = encode(sequence(integer(3), content, mac));
    await assert.rejects(opening(endless), fails('pfx/malformed'));
  });

  it('that is none, cut short or damaged, is refused with a reason and never crashes', async () => {
    await assert.rejects(opening(new Uint8Array()), fails('pfx/malformed'));
    await assert.rejects(opening(Buffer.from('-----BEGIN')), fails('pfx/malformed'));
    await assert.rejects(opening(new Uint8Array(2 ** 20 + 1)), fails('pfx/malformed'));
    const random = seededRandom('MUHUR_SEED');
    for (let i = 0; i < depth(40); i++) {
      const bytes = Uint8Array.from(pfx);
      const at = random(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
      const cut = random(5) === 0 ? bytes.subarray(0, at) : bytes;
      await opening(cut).catch((error: unknown) => {
        assert.ok(isMuhurError(error) && error.code !== 'internal', String(error));
      });
    }
  });
});
