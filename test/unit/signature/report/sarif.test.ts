import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MuhurError } from '../../../../src/errors.ts';
import type { FileOutcome } from '../../../../src/signature/report/outcome.ts';
import { outcomesSarif } from '../../../../src/signature/report/sarif.ts';
import { reportWords } from '../../../../src/text/reportWords.ts';
import {
  brokenSignature,
  documentReport,
  placed,
  read,
  signatureReport,
  unread,
  unreadable,
} from '../../../fixtures/validationReports.ts';
import { assertSarif } from './sarifShape.ts';

const workingDirectory = join(import.meta.dirname, 'work');
const surroundings = { version: '0.1.0', language: 'en', workingDirectory };
const missing = unread('no.xml', new MuhurError('file/not-found', { path: 'no.xml' }));

/** The only run of a log, after a look at its shape. */
function runOf(...outcomes: readonly FileOutcome[]) {
  const log = outcomesSarif(outcomes, reportWords, surroundings);
  assertSarif(JSON.parse(JSON.stringify(log)));
  return log.runs[0] ?? assert.fail();
}

function addressOf(file: string): unknown {
  const document = documentReport({ file, findings: [placed('SIG-NONE', 'error', {})] });
  const location = runOf(read(document)).results[0]?.locations[0]?.physicalLocation;
  return location?.artifactLocation;
}

describe('validate --sarif', () => {
  it('has the shape of SARIF 2.1.0 for valid, invalid, unreadable and absent files', () => {
    const broken = documentReport({ file: 'b.xml', signatures: [brokenSignature()] });
    runOf(read(documentReport()), read(broken), read(unreadable), missing);
    runOf();
  });

  it('has a result for each finding, by level, at its place in UTF-16 columns', () => {
    const run = runOf(read(documentReport({ signatures: [brokenSignature()] })));
    assert.equal(run.columnKind, 'utf16CodeUnits');
    assert.deepEqual(
      run.results.map(({ ruleId, level }) => [ruleId, level]),
      [
        ['SIG-KEY-VALUE-ABSENT', 'note'],
        ['SIG-TYPE-LEGACY', 'warning'],
        ['SIG-DIGEST', 'error'],
        ['SIG-DIGEST-CAUSE', 'note'],
      ],
    );
    const [nowhere, somewhere] = run.results.map(
      ({ locations }) => locations[0]?.physicalLocation ?? assert.fail(),
    );
    assert.ok(nowhere !== undefined && !('region' in nowhere));
    assert.deepEqual(somewhere && 'region' in somewhere ? somewhere.region : null, {
      ...{ startLine: 12, startColumn: 5, endLine: 12, endColumn: 19 },
    });
  });

  it('names each rule once, with all advice that was given for it', () => {
    const causes = (['white-space', 'envelope'] as const).map((kind) =>
      placed('SIG-DIGEST-CAUSE', 'error', { uri: '', cause: { kind } }),
    );
    const { tool, results } = runOf(read(documentReport({ findings: causes })));
    const { rules } = tool.driver;
    assert.equal(rules.length, 1);
    assert.match(rules[0]?.help.text ?? '', /Format before signing.*\n.*byte for byte/);
    assert.ok(results.every(({ ruleIndex }) => rules[ruleIndex]?.id === 'SIG-DIGEST-CAUSE'));
  });

  it('says of which signature and which document in an envelope a finding is', () => {
    const finding = placed('SIG-ECDSA-DER', 'warning', {});
    const signatures = ['A', null].map((id) => signatureReport({ id, findings: [finding] }));
    const { results } = runOf(read(documentReport({ part: 'Invoice 2', signatures })));
    assert.deepEqual(
      results.map(({ properties }) => properties.signature),
      ['A', '#2'],
    );
    assert.match(JSON.stringify(results[0]?.locations), /"fullyQualifiedName":"Invoice 2"/);
  });

  it('names files relative to the folder where it ran, and others in full', () => {
    const inside = { uriBaseId: 'WORKINGDIR', index: 0 };
    assert.deepEqual(addressOf('a.xml'), { uri: 'a.xml', ...inside });
    assert.deepEqual(addressOf(join(workingDirectory, 'in', 'a.xml')), {
      ...{ uri: 'in/a.xml', ...inside },
    });
    assert.deepEqual(addressOf('./in/../ş #1.xml'), { uri: '%C5%9F%20%231.xml', ...inside });
    assert.deepEqual(addressOf('a:b.xml'), { uri: './a:b.xml', ...inside });
    const outside = pathToFileURL(join(workingDirectory, '../a.xml')).href;
    assert.deepEqual(addressOf('../a.xml'), { uri: outside, index: 0 });
    assert.deepEqual(addressOf('-'), { index: 0 });
  });

  it('tells of a file that could not be read as of the run, which failed', () => {
    const run = runOf(read(documentReport()), missing);
    const [invocation] = run.invocations;
    assert.equal(invocation?.executionSuccessful, false);
    assert.equal(invocation.exitCode, 2);
    const [note] = invocation.toolExecutionNotifications;
    assert.match(note?.message.text ?? '', /^There is no file “no\.xml”/);
    assert.equal(note?.locations[0]?.physicalLocation.artifactLocation.uri, 'no.xml');
    assert.equal(run.results.length, 0);
  });

  it('succeeds as a run although a signature is invalid', () => {
    const [invocation] = runOf(
      read(documentReport({ signatures: [brokenSignature()] })),
    ).invocations;
    assert.deepEqual([invocation?.executionSuccessful, invocation?.exitCode], [true, 1]);
  });

  it('makes no link of what a document has in square brackets', () => {
    const id = '[click](http://evil.example)';
    const { results } = runOf(
      read(documentReport({ findings: [placed('XML-DUPLICATE-ID', 'error', { id })] })),
    );
    assert.match(results[0]?.message.text ?? '', /\\\[click\\\]\(http/);
  });
});
