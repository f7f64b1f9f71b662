import { execFile } from 'node:child_process';
import { privateEncrypt, constants } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SignInput } from '../../src/card/card.ts';
import { signBatch } from '../../src/signature/sign/signBatch.ts';
import { signFile } from '../../src/signature/sign/signFile.ts';
import type { Signer } from '../../src/signature/signers/signer.ts';
import { presetByName } from '../../src/signature/xades/build/presets.ts';
import type { SignedInvoices } from './load/signedInvoices.ts';
import { signedInvoices } from './load/signedInvoices.ts';
import type { ProcessCost } from './load/wholeProcess.ts';
import { wholeProcess } from './load/wholeProcess.ts';
import type { Row } from './row.ts';
import { median } from './row.ts';

const MEGABYTE = 1_000_000;
const ROUNDS = 5;
const PASSWORD = 'MUHUR_BENCH_PASSWORD';
const execute = promisify(execFile);

/** Signing invoices: whole processes against xmlsec1, and what many documents cost beside the card. */
export async function run(): Promise<Row[]> {
  const invoices = await signedInvoices();
  try {
    return [...(await large(invoices)), await many(invoices)];
  } finally {
    await invoices.dispose();
  }
}

async function large(invoices: SignedInvoices): Promise<Row[]> {
  const pfx = await keyFiles(invoices);
  const file = await invoices.writeUnsigned('20.xml', 20 * MEGABYTE);
  const largest = await invoices.writeUnsigned('200.xml', 200 * MEGABYTE);
  const template = await xmlsecTemplate(invoices, 20 * MEGABYTE);
  const costs = {
    ours: [] as ProcessCost[],
    theirs: [] as ProcessCost[],
    big: [] as ProcessCost[],
  };
  for (let round = 0; round <= ROUNDS; round++) {
    const [ours, theirs] = [await sign(pfx, file), await xmlsecSign(invoices, template)];
    // The first round warms the caches of files up.
    if (round === 0) continue;
    costs.ours.push(ours);
    costs.theirs.push(theirs);
    if (round <= 3) costs.big.push(await sign(pfx, largest));
  }
  const time = (all: readonly ProcessCost[]) => median(all.map(({ seconds }) => seconds)) * 1000;
  const rss = (all: readonly ProcessCost[]) => median(all.map((cost) => cost.rss));
  const note = 'xmlsec1; neither checks the result; 0.6 allowed';
  return [
    row('xades-sign-20mb-time', time(costs.ours), time(costs.theirs), 'ms', note),
    row(
      'xades-sign-200mb-rss',
      rss(costs.big),
      rss(costs.ours),
      'MiB',
      'our own 20 MB; 1.2 allowed',
    ),
  ];
}

/** Milliseconds of each document beside those that the key took, without and with the check of each. */
async function many(invoices: SignedInvoices): Promise<Row> {
  const count = 1000;
  const files: string[] = [];
  for (let i = 0; i < count; i++) {
    files.push(await invoices.writeUnsigned(`batch-${i}.xml`, 8000));
  }
  const [ours, checked] = [
    await overhead(invoices, files, false),
    await overhead(invoices, files, true),
  ];
  const note = `1000 documents written to the disk; ${checked.toFixed(2)} ms with the check of each; 3 allowed`;
  return { name: 'batch-overhead', ours, theirs: null, ratio: null, unit: 'ms', note };
}

async function overhead(
  invoices: SignedInvoices,
  files: readonly string[],
  check: boolean,
): Promise<number> {
  let inKey = 0;
  const signer: Signer = {
    certificate: invoices.signer.certificate,
    chain: [],
    sign(input) {
      const started = performance.now();
      const value = rsaValue(invoices, input);
      inKey += performance.now() - started;
      return Promise.resolve(value);
    },
    close: () => Promise.resolve(),
  };
  const format = { name: 'xades', preset: presetByName('gib') } as const;
  const started = performance.now();
  const outcomes = await signBatch(
    files.map((file) => ({
      name: file,
      sign: (turns) =>
        signFile(
          { file, out: `${file}.signed` },
          signer,
          { format, stamp: null, check },
          { turns },
        ),
    })),
  );
  const all = performance.now() - started;
  if (outcomes.some(({ error }) => error !== null)) throw new Error('a document was not signed');
  return (all - inKey) / files.length;
}

function rsaValue({ signer }: SignedInvoices, input: SignInput): Uint8Array {
  if (input.kind !== 'digest-info') throw new Error('an RSA key signs a DigestInfo');
  const padding = constants.RSA_PKCS1_PADDING;
  return new Uint8Array(privateEncrypt({ key: signer.key, padding }, input.digestInfo));
}

async function sign(pfx: string, file: string): Promise<ProcessCost> {
  const out = `${file}.signed`;
  const options = ['--no-check', '--pfx', pfx, '--password-env', PASSWORD];
  process.env[PASSWORD] = 'bench';
  const command = [process.execPath, 'dist/cli.js', 'sign', file, '--out', out, ...options];
  const cost = await wholeProcess(command);
  if ((await stat(out)).size <= (await stat(file)).size) throw new Error('it was not signed');
  return cost;
}

function xmlsecSign({ folder }: SignedInvoices, template: string): Promise<ProcessCost> {
  const keys = [join(folder, 'key.pem'), join(folder, 'certificate.pem')].join(',');
  return wholeProcess([
    ...['xmlsec1', '--sign', '--privkey-pem', keys, '--output', join(folder, 'theirs.xml')],
    ...['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties', template],
  ]);
}

/** The same signature as a template: without its digests, its value and its certificate. */
async function xmlsecTemplate(invoices: SignedInvoices, bytes: number): Promise<string> {
  const path = await invoices.write('template.xml', bytes);
  const text = (await readFile(path, 'utf8'))
    .replace(/(<ds:SignedInfo>[^]*?<\/ds:SignedInfo>)/, (info) =>
      info.replace(/<ds:DigestValue>[^<]*</g, '<ds:DigestValue><'),
    )
    .replace(/(<ds:SignatureValue[^>]*>)[^<]*</, '$1<')
    .replace(/<ds:KeyInfo>[^]*?<\/ds:KeyInfo>/, '<ds:KeyInfo><ds:X509Data/></ds:KeyInfo>');
  await writeFile(path, text);
  return path;
}

/** The key and certificate for both programs. @returns the PFX file. */
async function keyFiles({ folder, signer }: SignedInvoices): Promise<string> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const pfx = join(folder, 'seal.pfx');
  await writeFile(key, signer.key.export({ type: 'pkcs8', format: 'pem' }));
  const der = Buffer.from(signer.certificate).toString('base64');
  await writeFile(
    certificate,
    `-----BEGIN CERTIFICATE-----\n${der.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  );
  const input = ['-inkey', key, '-in', certificate];
  const output = ['-out', pfx, '-passout', 'pass:bench'];
  await execute('openssl', ['pkcs12', '-export', ...input, ...output]);
  return pfx;
}

function row(name: string, ours: number, theirs: number, unit: string, note: string): Row {
  return { name, ours, theirs, ratio: ours / theirs, unit, note };
}
