import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pfxOf } from '../../src/pki/pkcs12/pfx.ts';
import type { DocumentJson } from '../../src/signature/report/json.ts';
import { encodeDocument } from '../fixtures/documents/encode.ts';
import { eArchiveReport, ledger } from '../fixtures/documents/gib.ts';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import type { AuthorityOverHttp } from '../rig/authorityOverHttp.ts';
import { authorityOverHttp } from '../rig/authorityOverHttp.ts';
import { runProgram } from './opensc.ts';

const PASSWORD = 'Gizli-1453';
const env = { ...process.env, LC_ALL: 'C', FORCE_COLOR: undefined, PFX_PASSWORD: PASSWORD };
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

interface SignedJson {
  readonly file: string;
  readonly out: string;
  readonly id: string | null;
  readonly format: string;
  readonly level: string;
  readonly signer: { readonly vkn: string; readonly serialNumber: string };
  readonly signingTime: string;
  readonly signatureValid: boolean | null;
}

describe('sign in the terminal', function () {
  this.timeout(60_000);
  let folder: string;
  let authority: AuthorityOverHttp;
  const at = (name: string) => join(folder, name);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-sign-'));
    authority = await authorityOverHttp();
    const { pki } = authority;
    mkdirSync(at('trust'));
    for (const issuer of ['root', 'seal', 'qualified'] as const) {
      writeFileSync(at(`trust/${issuer}.crt`), pki.authority.certificates[issuer]);
    }
    for (const [name, key] of [
      ['rsa', 'RSA-2048'],
      ['ec', 'EC-P384'],
    ] as const) {
      const leaf = await pki.issue('seal', key);
      const pfx = await pfxOf({
        privateKey: leaf.privateKey.export({ format: 'der', type: 'pkcs8' }),
        certificates: [leaf.certificate.raw, pki.authority.certificates.seal],
        friendlyName: '1',
        password: PASSWORD,
      });
      writeFileSync(at(`${name}.pfx`), pfx);
    }
  });

  after(async () => {
    await authority.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function put(name: string, text: string): string {
    writeFileSync(at(name), encodeDocument(text));
    return at(name);
  }

  const sign = (...args: string[]) =>
    runProgram(process.execPath, [CLI, 'sign', ...args, '--password-env', 'PFX_PASSWORD'], env);

  async function signed(...args: string[]): Promise<SignedJson> {
    const { code, stdout, text } = await sign(...args, '--json');
    assert.equal(code, 0, text);
    return JSON.parse(stdout.toString()) as SignedJson;
  }

  async function verdictOf(file: string): Promise<unknown> {
    const args = [CLI, 'validate', '--json', '--trust', at('trust'), file];
    const { stdout } = await runProgram(process.execPath, args, env);
    const rows = JSON.parse(stdout.toString()) as DocumentJson[];
    return rows.flatMap(({ signatures }) =>
      signatures.map(({ indication, level }) => [indication, level]),
    );
  }

  for (const key of ['rsa', 'ec']) {
    it(`makes a signature that is valid to everyone who trusts its issuer: ${key}`, async () => {
      const file = put('fatura.xml', ublDocument('Invoice'));
      const out = at(`${key}.xml`);
      const result = await signed(file, '--out', out, '--pfx', at(`${key}.pfx`));
      const { signer, signingTime, ...rest } = result;
      assert.deepEqual(
        { ...rest, findings: undefined },
        {
          ...{ file, out, id: 'Signature', format: 'xades', level: 'B', kind: 'invoice' },
          ...{ signatureValid: true, findings: undefined },
        },
      );
      assert.equal(signer.vkn, '1234567801');
      assert.match(signer.serialNumber, /^[0-9A-F]+$/);
      assert.ok(Math.abs(Date.parse(signingTime) - Date.now()) < 60_000);
      assert.deepEqual(await verdictOf(out), [['TOTAL_PASSED', 'BES']]);
    });
  }

  it('adds a time stamp of the server that is named, into the file itself', async () => {
    const file = put('rapor.xml', eArchiveReport());
    const tsa = ['--tsa', `${authority.baseUrl}/tsa`];
    const { level } = await signed(file, '--out', file, '--pfx', at('rsa.pfx'), ...tsa);
    assert.equal(level, 'T');
    assert.deepEqual(await verdictOf(file), [['TOTAL_PASSED', 'T']]);
  });

  it('counter-signs, replaces and adds what is missing only when told', async () => {
    const file = put('defter.xml', ledger('defter'));
    const pfx = ['--pfx', at('ec.pfx')];
    await signed(file, '--out', file, ...pfx);
    const again = await sign(file, '--out', file, ...pfx);
    assert.equal(again.code, 1);
    assert.match(again.text, /signed already/);
    await signed(file, '--out', file, ...pfx, '--counter-sign');
    const both = [
      ['TOTAL_PASSED', 'BES'],
      ['TOTAL_PASSED', 'BES'],
    ];
    assert.deepEqual(await verdictOf(file), both);
    await signed(file, '--out', file, ...pfx, '--replace');
    assert.deepEqual(await verdictOf(file), [['TOTAL_PASSED', 'BES']]);
    const bare = put('bare.xml', ublDocument('Invoice', { place: 'missing', signatureUri: null }));
    assert.match((await sign(bare, '--out', bare, ...pfx)).text, /no place for a signature/);
    await signed(bare, '--out', bare, ...pfx, '--add-missing');
    assert.match(readFileSync(bare, 'utf8'), /<cac:Signature>/);
  });

  it('makes a CMS of any file', async () => {
    const file = put('sozlesme.txt', 'Ğİ ışık\n');
    const out = at('sozlesme.txt.p7s');
    for (const more of [[], ['--detached'], ['--tsa', `${authority.baseUrl}/tsa`]]) {
      const args = [file, '--out', out, '--format', 'cades', '--pfx', at('ec.pfx'), ...more];
      const { id, format } = await signed(...args);
      assert.deepEqual({ id, format }, { id: null, format: 'cades' });
      const level = more[0] === '--tsa' ? 'T' : 'BES';
      assert.deepEqual(await verdictOf(out), [['TOTAL_PASSED', level]]);
    }
  });

  it('tells a person what was signed, by whom, and that it is right', async () => {
    const file = put('fatura.xml', ublDocument('Invoice'));
    const { text } = await sign(file, '--out', at('out.xml'), '--pfx', at('rsa.pfx'));
    assert.match(
      text,
      /Signed: .*out\.xml\n {2}invoice · XAdES-BES\n {2}Test Kurum \(TEST\) · 1234567801/,
    );
    assert.match(text, /The signature is right.*\n$/);
    const unchecked = await sign(
      file,
      '--out',
      at('out.xml'),
      '--pfx',
      at('rsa.pfx'),
      '--no-check',
    );
    assert.match(unchecked.text, /was not checked/);
  });

  const wrong: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
    'an unknown preset': [['--preset', 'gibb'], /gib, imzager, exclusive-c14n, integrator/],
    'an unknown format': [['--format', 'pades'], /xades, cades/],
    'level T without a server': [['--level', 'T'], /--tsa/],
    'level B with one': [['--level', 'B', '--tsa', 'http://127.0.0.1'], /--tsa/],
    'a server that is no address': [['--tsa', 'ftp://tsa'], /ftp/],
    'half an account': [['--tsa', 'http://127.0.0.1', '--tsa-user', '1'], /--tsa-password-env/],
    'both ways with an old signature': [['--replace', '--counter-sign'], /--counter-sign/],
    'options of the other format': [['--format', 'cades', '--preset', 'gib'], /--preset/],
    'two files': [['b.xml'], /one file/],
  };
  for (const [name, [args, expected]] of Object.entries(wrong)) {
    it(`ends with 2 and does nothing: ${name}`, async () => {
      const file = put('fatura.xml', ublDocument('Invoice'));
      rmSync(at('none.xml'), { force: true });
      const run = await sign(file, '--out', at('none.xml'), '--pfx', at('rsa.pfx'), ...args);
      assert.equal(run.code, 2, run.text);
      assert.match(run.text, expected);
      assert.ok(!readdirSync(folder).includes('none.xml'));
    });
  }

  it('says in Turkish, too, what is wrong with its options', async () => {
    const file = put('fatura.xml', ublDocument('Invoice'));
    const args = [CLI, 'sign', file, '--out', at('none.xml'), '--pfx', at('rsa.pfx')];
    const turkish = { ...env, LC_ALL: 'tr_TR.UTF-8' };
    const { code, text } = await runProgram(
      process.execPath,
      [...args, '--password-env', 'NOT_THERE'],
      turkish,
    );
    assert.equal(code, 2);
    assert.match(text, /^“NOT_THERE” değişkeni tanımlı değil ya da boş\.$/m);
    assert.match(text, /^Kullanım: /m);
  });

  it('shows its password to nobody', async () => {
    const file = put('broken.xml', '<broken');
    const run = await sign(file, '--out', file, '--pfx', at('rsa.pfx'));
    assert.equal(run.code, 1);
    assert.ok(!run.text.includes(PASSWORD));
  });
});
