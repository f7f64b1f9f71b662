import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { AUTHORITY_PATHS } from '../../src/portal/simulator/authority/addresses.ts';
import type { DocumentJson } from '../../src/signature/report/json.ts';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import { signByHand, signablePlace } from '../fixtures/signatures/handSigner.ts';
import type { TestAuthority } from '../rig/testAuthority.ts';
import { newTestAuthority } from '../rig/testAuthority.ts';
import { skip } from '../support.ts';
import { signCms } from '../unit/signature/cmsSigner.ts';
import { assertSarif } from '../unit/signature/report/sarifShape.ts';
import { runProgram } from './opensc.ts';

/** Whatever the terminal of the tests is. */
const env = { ...process.env, LC_ALL: 'C', FORCE_COLOR: undefined, NO_COLOR: undefined };
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

describe('validate in the terminal', function () {
  this.timeout(60_000);
  let folder: string;
  let pki: TestAuthority;
  let server: Server;
  let asked: string[] = [];
  const at = (name: string) => join(folder, name);
  const trust = () => ['--trust', at('trust')];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-validate-'));
    server = await startPki();
    const { port } = server.address() as AddressInfo;
    pki = await newTestAuthority(`http://127.0.0.1:${port}`);
    mkdirSync(at('trust'));
    mkdirSync(at('lists'));
    const { root, seal } = pki.authority.certificates;
    writeFileSync(at('trust/root.crt'), root);
    writeFileSync(at('trust/seal.crt'), seal);
    for (const issuer of ['root', 'seal'] as const) {
      writeFileSync(
        at(`lists/${issuer}.crl`),
        await pki.authority.crlOf(issuer, { now: new Date() }),
      );
    }
    const leaf = await pki.issue('seal', 'EC-P384');
    const signer = { key: leaf.privateKey, certificate: new Uint8Array(leaf.certificate.raw) };
    const signed = signByHand(signablePlace(ublDocument('Invoice')), signer);
    writeFileSync(at('good.xml'), signed);
    writeFileSync(at('pretty.xml'), signed.replace('<cbc:UBLVersionID>', '\n\n<cbc:UBLVersionID>'));
    writeFileSync(at('changed.xml'), signed.replace('<cbc:ID>ABC', '<cbc:ID>ABD'));
    writeFileSync(at('unsigned.xml'), ublDocument('Invoice'));
    writeFileSync(at('torn.xml'), signed.slice(0, -20));
    const letter = Buffer.from('Sayın ilgili,');
    writeFileSync(at('letter.txt'), letter);
    writeFileSync(
      at('letter.txt.p7s'),
      signCms({ ...leaf, ...signer }, { content: letter, detached: true }),
    );
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    asked = [];
  });

  /** OCSP and CRLs where the certificates say. */
  async function startPki(): Promise<Server> {
    const started = createServer((request, response) => {
      const path = request.url ?? '';
      asked.push(path);
      const issuer = (['root', 'seal'] as const).find((name) => path === AUTHORITY_PATHS.crl(name));
      void buffer(request)
        .then((body) =>
          issuer === undefined
            ? pki.authority.answerOcsp(body, { now: new Date() })
            : pki.authority.crlOf(issuer, { now: new Date() }),
        )
        .then((answer) => response.end(answer));
    });
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    return started;
  }

  const run = (...args: string[]) => runIn({}, ...args);
  const runIn = (more: NodeJS.ProcessEnv, ...args: string[]) =>
    runProgram(process.execPath, [CLI, 'validate', ...args], { ...env, ...more });
  async function rowsOf(...args: string[]) {
    const { code, stdout } = await run('--json', ...args);
    return { code, rows: JSON.parse(stdout.toString()) as DocumentJson[] };
  }
  const verdictsOf = ({ signatures }: DocumentJson) =>
    signatures.map(({ indication, subIndication }) => [indication, subIndication]);

  it('says that a seal is valid when its authority says so, and asks nobody else', async () => {
    const { code, rows } = await rowsOf(...trust(), at('good.xml'));
    assert.deepEqual(rows.map(verdictsOf), [[['TOTAL_PASSED', null]]], JSON.stringify(rows));
    assert.equal(code, 0);
    assert.equal(rows[0]?.signatures[0]?.signer?.vkn, '1234567801');
    assert.ok(asked.length > 0);
  });

  it('asks nobody with --offline, and needs lists then', async () => {
    const without = await rowsOf('--offline', ...trust(), at('good.xml'));
    assert.deepEqual(without.rows.map(verdictsOf), [[['INDETERMINATE', 'TRY_LATER']]]);
    assert.equal(without.code, 1);
    const withLists = await rowsOf('--offline', ...trust(), '--trust', at('lists'), at('good.xml'));
    assert.deepEqual(withLists.rows.map(verdictsOf), [[['TOTAL_PASSED', null]]]);
    assert.equal(withLists.code, 0);
    assert.deepEqual(asked, []);
  });

  it('trusts nobody unless told whom', async () => {
    const { code, rows } = await rowsOf('--offline', at('good.xml'));
    assert.deepEqual(rows.map(verdictsOf), [[['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND']]]);
    assert.equal(rows[0]?.signatures[0]?.coreValid, true);
    assert.equal(code, 1);
  });

  it('judges for the time that is asked for', async () => {
    const { code, rows } = await rowsOf('--at', '2001-02-03', ...trust(), at('good.xml'));
    const [signature] = rows[0]?.signatures ?? [];
    assert.equal(signature?.controlTime, '2001-02-03T00:00:00.000Z');
    assert.equal(signature.controlTimeFrom, 'asked');
    assert.equal(signature.subIndication, 'OUT_OF_BOUNDS_NO_POE');
    assert.equal(code, 1);
  });

  it('tells a document that was formatted again from one whose contents were changed', async () => {
    const { code, rows } = await rowsOf(...trust(), at('pretty.xml'), at('changed.xml'));
    assert.equal(code, 1);
    const failed = [['TOTAL_FAILED', 'HASH_FAILURE']];
    assert.deepEqual(rows.map(verdictsOf), [failed, failed]);
    const [pretty = [], changed = []] = rows.map(({ signatures }) =>
      (signatures[0]?.findings ?? []).map(({ code: found }) => found),
    );
    assert.ok(pretty.includes('SIG-DIGEST-CAUSE'));
    assert.ok(changed.includes('SIG-DIGEST') && !changed.includes('SIG-DIGEST-CAUSE'));
  });

  it('goes on after a file that cannot be read, keeps the order, and ends with 2', async () => {
    const files = ['none.xml', 'good.xml', 'torn.xml', 'trust', 'unsigned.xml'].map(at);
    const { code, rows } = await rowsOf(...trust(), ...files);
    assert.deepEqual(
      rows.map(({ file }) => file),
      files,
    );
    assert.deepEqual(
      rows.map(({ error }) => error !== null),
      [true, false, true, true, false],
    );
    assert.equal(code, 2);
  });

  it('ends with 1 for a document without a signature', async () => {
    const { code, rows } = await rowsOf(...trust(), at('unsigned.xml'));
    assert.equal(code, 1);
    assert.ok(rows[0]?.findings.some(({ code: found }) => found === 'SIG-NONE'));
  });

  it('says it in words: the verdict, who signed, what was changed and where', async () => {
    const { code, text } = await run(...trust(), at('pretty.xml'));
    assert.equal(code, 1);
    assert.match(text, /^ {2}✗ Invalid · XAdES-BES · Signature$/m);
    assert.match(text, /Signer: +Test Kurum \(TEST\) · VKN 1234567801$/m);
    assert.match(text, /^ {6}The document was formatted again after signing/m);
    assert.match(text, /pretty\.xml:\d+:\d+: information SIG-DIGEST-CAUSE$/m);
  });

  it('speaks Turkish where the locale does, in the machine’s forms, too', async () => {
    const turkish = { LC_ALL: 'tr_TR.UTF-8' };
    const { text } = await runIn(turkish, ...trust(), at('good.xml'));
    assert.match(text, /✓ Geçerli · XAdES-BES/);
    const { stdout } = await runIn(turkish, '--sarif', ...trust(), at('unsigned.xml'));
    assert.match(stdout.toString(), /"language":"tr".*Belgede imza yok\./);
  });

  it('shows no colours to a file, unless they are demanded', async () => {
    const plain = await run(...trust(), at('good.xml'));
    assert.ok(!plain.text.includes('\u001b'));
    const coloured = await runIn({ FORCE_COLOR: '1' }, ...trust(), at('good.xml'));
    assert.ok(coloured.text.includes('\u001b[32m✓ Valid'));
  });

  it('writes SARIF with the version of this program', async () => {
    const { code, stdout } = await run('--sarif', ...trust(), at('pretty.xml'), at('none.xml'));
    const log = JSON.parse(stdout.toString()) as {
      runs: { tool: { driver: { version: string } }; results: { ruleId: string }[] }[];
    };
    assertSarif(log);
    assert.match(log.runs[0]?.tool.driver.version ?? '', /^\d+\.\d+\.\d+$/);
    assert.ok(log.runs[0]?.results.some(({ ruleId }) => ruleId === 'SIG-DIGEST-CAUSE'));
    assert.equal(code, 2);
  });

  it('takes what a detached signature signs from the file beside it, or from where it is told', async () => {
    const beside = await rowsOf(...trust(), at('letter.txt.p7s'));
    assert.deepEqual(beside.rows.map(verdictsOf), [[['TOTAL_PASSED', null]]]);
    assert.equal(beside.code, 0);
    renameSync(at('letter.txt'), at('moved.txt'));
    const alone = await rowsOf(...trust(), at('letter.txt.p7s'));
    assert.deepEqual(alone.rows.map(verdictsOf), [[['INDETERMINATE', 'SIGNED_DATA_NOT_FOUND']]]);
    for (const [content, code] of [
      ['moved.txt', 0],
      ['good.xml', 1],
      ['none.txt', 2],
    ] as const) {
      const named = await rowsOf(...trust(), at('letter.txt.p7s'), '--content', at(content));
      assert.equal(named.code, code, content);
    }
  });

  it('reads the standard input', async () => {
    const command = `"${process.execPath}" "${CLI}" validate - --json --trust "${at('trust')}"`;
    for (const input of [`< "${at('good.xml')}"`, '< /dev/null']) {
      const { code, stdout } = await runProgram('sh', ['-c', `${command} ${input}`], env);
      const [row] = JSON.parse(stdout.toString()) as DocumentJson[];
      assert.equal(row?.file, '-');
      assert.equal(code, input.includes('good') ? 0 : 2);
    }
  });

  const refusals: Readonly<Record<string, readonly string[]>> = {
    'no file': [],
    'an unknown option': ['a.xml', '--signature'],
    'an unknown short option': ['-x', 'a.xml'],
    'two forms': ['a.xml', '--json', '--sarif'],
    'a time that is none': ['a.xml', '--at', '2026-02-30'],
    'an option without its value': ['a.xml', '--at'],
    'trust that is not there': ['a.xml', '--trust', '/nowhere'],
    'the standard input twice': ['-', '-'],
    'one content for two signatures': ['a.p7s', 'b.p7s', '--content', 'a'],
  };
  for (const [name, args] of Object.entries(refusals)) {
    it(`refuses with 2 and a hint: ${name}`, async () => {
      const { code, stdout, text } = await run(...args);
      assert.equal(code, 2);
      assert.equal(stdout.length, 0);
      assert.match(text, /Usage: mali-muhur validate FILE\.\.\./);
    });
  }

  describe('on GİB’s own documents (MUHUR_SAMPLES)', () => {
    const samples = process.env['MUHUR_SAMPLES'] ?? '';
    before(function () {
      if (samples === '') skip(this, 'MUHUR_SAMPLES names no folder of sample documents');
    });

    it('finds both signatures of a user’s opening right, for their time', async () => {
      const { rows } = await rowsOf(
        ...['--offline', '--at', '2013-06-20'],
        ...['kamusm-roots', 'kamusm-cas'].flatMap((name) => ['--trust', join(samples, name)]),
        join(samples, 'gib-efatura/4_KULLANICI_ACMA.xml'),
      );
      const signatures = rows[0]?.signatures ?? [];
      assert.deepEqual(
        signatures.map(({ isCounterSignature, coreValid }) => [isCounterSignature, coreValid]),
        [
          [false, true],
          [true, true],
        ],
      );
      assert.deepEqual(rows.map(verdictsOf)[0], [
        ['INDETERMINATE', 'TRY_LATER'],
        ['INDETERMINATE', 'TRY_LATER'],
      ]);
    });

    it('finds the invoice wrong that GİB edited after signing', async () => {
      const { rows } = await rowsOf('--offline', join(samples, 'gib-efatura/1_TEMEL_FATURA.xml'));
      assert.deepEqual(rows.map(verdictsOf), [[['TOTAL_FAILED', 'HASH_FAILURE']]]);
    });
  });
});
