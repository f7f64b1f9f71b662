import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SignedInvoices } from './load/signedInvoices.ts';
import { signedInvoices } from './load/signedInvoices.ts';
import type { ProcessCost } from './load/wholeProcess.ts';
import { wholeProcess } from './load/wholeProcess.ts';
import type { Row } from './row.ts';
import { median } from './row.ts';

const MEGABYTE = 1_000_000;
const ROUNDS = 5;

/** As facts about the witness have it: all that a XAdES signature needs, and no trust. */
const XMLSEC = [
  ...['xmlsec1', '--verify', '--insecure', '--enabled-key-data', 'x509,rsa,ecdsa'],
  ...['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'],
];

/** Checking signed invoices, whole processes, against xmlsec1 and the JDK. */
export async function run(): Promise<Row[]> {
  const invoices = await signedInvoices();
  try {
    return [...(await large(invoices)), ...(await many(invoices))];
  } finally {
    await invoices.dispose();
  }
}

async function large(invoices: SignedInvoices): Promise<Row[]> {
  const file = await invoices.write('20.xml', 20 * MEGABYTE);
  const largest = await invoices.write('200.xml', 200 * MEGABYTE);
  const costs = {
    ours: [] as ProcessCost[],
    theirs: [] as ProcessCost[],
    big: [] as ProcessCost[],
  };
  for (let round = 0; round <= ROUNDS; round++) {
    const [ours, theirs] = [
      await validate(invoices, [file]),
      await wholeProcess([...XMLSEC, file]),
    ];
    // The first round warms the caches of files up.
    if (round === 0) continue;
    costs.ours.push(ours);
    costs.theirs.push(theirs);
    if (round <= 3) costs.big.push(await validate(invoices, [largest]));
  }
  const time = (all: readonly ProcessCost[]) => median(all.map(({ seconds }) => seconds)) * 1000;
  const rss = (all: readonly ProcessCost[]) => median(all.map((cost) => cost.rss));
  return [
    row(
      'xades-verify-20mb-time',
      time(costs.ours),
      time(costs.theirs),
      'ms',
      'xmlsec1; 0.4 allowed',
    ),
    row(
      'xades-verify-20mb-rss',
      rss(costs.ours),
      rss(costs.theirs),
      'MiB',
      'xmlsec1; 0.35 allowed',
    ),
    row(
      'xades-verify-200mb-rss',
      rss(costs.big),
      rss(costs.ours),
      'MiB',
      'our own 20 MB; 1.2 allowed',
    ),
  ];
}

async function many(invoices: SignedInvoices): Promise<Row[]> {
  const files: string[] = [];
  for (let i = 0; i < 1000; i++) files.push(await invoices.write(`invoice-${i}.xml`, 8000));
  const classes = join(invoices.folder, 'classes');
  await promisify(execFile)('javac', ['-d', classes, 'test/interop/ValidateXml.java']);
  const costs = { ours: [] as number[], java: [] as number[] };
  for (let round = 0; round <= 3; round++) {
    const ours = await validate(invoices, files);
    const java = await wholeProcess(['java', '-cp', classes, 'ValidateXml', ...files]);
    const valid = java.output.match(/^valid /gm)?.length;
    if (valid !== files.length) throw new Error('the JDK does not find all of them valid');
    if (round === 0) continue;
    costs.ours.push(ours.seconds * 1000);
    costs.java.push(java.seconds * 1000);
  }
  const started = performance.now();
  for (const file of files) await wholeProcess([...XMLSEC, file]);
  const loop = Math.round(performance.now() - started);
  const note = `one JVM with javax.xml.crypto; 0.7 allowed; a loop of xmlsec1: ${loop} ms`;
  return [row('validate-1000-invoices', median(costs.ours), median(costs.java), 'ms', note)];
}

/** All is checked but revocation, which nobody can tell offline. */
async function validate({ root }: SignedInvoices, files: readonly string[]): Promise<ProcessCost> {
  const command = [process.execPath, 'dist/cli.js', 'validate', '--offline', '--json'];
  const cost = await wholeProcess([...command, '--trust', root, ...files], [1]);
  const reports = JSON.parse(cost.output) as { signatures: { coreValid: boolean }[] }[];
  const valid = reports.filter(({ signatures }) => signatures[0]?.coreValid === true).length;
  if (valid !== files.length) throw new Error(`${valid} of ${files.length} are valid`);
  return cost;
}

function row(name: string, ours: number, theirs: number, unit: string, note: string): Row {
  return { name, ours, theirs, ratio: ours / theirs, unit, note };
}
