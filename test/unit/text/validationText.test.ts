import assert from 'node:assert/strict';
import { MuhurError } from '../../../src/errors.ts';
import { inLanguage } from '../../../src/text/locale.ts';
import { unpainted } from '../../../src/text/paint.ts';
import { validationText } from '../../../src/text/validationText.ts';
import {
  brokenSignature,
  documentReport,
  placed,
  read,
  signatureReport,
  unread,
  unreadable,
} from '../../fixtures/validationReports.ts';

type Outcomes = Parameters<typeof validationText>[0];

function linesOf(...outcomes: Outcomes): readonly string[] {
  return validationText(outcomes, unpainted).split('\n');
}

const RIGHT_TO_LEFT = String.fromCodePoint(0x202e);

describe('The report of a validation in a terminal', () => {
  let zone: string | undefined;
  before(() => {
    zone = process.env['TZ'];
    process.env['TZ'] = 'UTC';
  });
  after(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('tells of a valid signature who signed, when, and what', () => {
    assert.deepEqual(linesOf(read(documentReport())), [
      'invoice.xml · invoice',
      '  ✓ Valid · XAdES-BES · Signature_1',
      '    Signer:       Anka Yazılım A.Ş. · VKN 1234567801',
      '    Certificate:  0A1B2C · signing · May 14, 2025 to May 14, 2028 · not revoked (OCSP)',
      '    Issuer:       ESHS · trusted root',
      '    Signing time: May 14, 2026 at 09:00:00 AM UTC, as the signer says',
      '    Judged for:   November 27, 2026 at 07:00:00 AM UTC (now)',
      '    What is signed:',
      '      ✓ the document',
      '      ✓ #SignedProperties_1',
    ]);
  });

  it('says the same in Turkish', () => {
    const lines = inLanguage('tr', () => linesOf(read(documentReport())));
    assert.equal(lines[0], 'invoice.xml · fatura');
    assert.equal(lines[1], '  ✓ Geçerli · XAdES-BES · Signature_1');
    assert.ok(lines.includes('      ✓ belgenin tamamı'));
  });

  it('begins with the verdict and its reason, and marks what was changed', () => {
    const lines = linesOf(read(documentReport({ signatures: [brokenSignature()] })));
    assert.equal(lines[1], '  ✗ Invalid · XAdES-BES · Signature_1');
    assert.equal(lines[2], '    What is there is not what was signed. (HASH_FAILURE)');
    assert.ok(lines.includes('      ✗ the document'));
    assert.ok(lines.includes('      ✓ #SignedProperties_1'));
  });

  it('tells what is wrong first, then what happened, each with its place and what to do', () => {
    const lines = linesOf(read(documentReport({ signatures: [brokenSignature()] })));
    const codes = lines.flatMap((line) => /^ {4}(invoice\.xml.*)/.exec(line)?.[1] ?? []);
    assert.deepEqual(codes, [
      'invoice.xml:12:5: error SIG-DIGEST',
      'invoice.xml:12:5: information SIG-DIGEST-CAUSE',
      'invoice.xml:12:5: warning SIG-TYPE-LEGACY',
      'invoice.xml: information SIG-KEY-VALUE-ABSENT',
    ]);
    const first = lines.indexOf('    invoice.xml:12:5: information SIG-DIGEST-CAUSE');
    assert.match(lines[first + 1] ?? '', /^ {6}The document was formatted again after signing/);
    assert.match(lines[first + 2] ?? '', /^ {6}→ Format before signing/);
  });

  it('tells a counter-signature from a signature, and a document by its place in an envelope', () => {
    const counter = signatureReport({ isCounterSignature: true, id: null });
    const lines = linesOf(read(documentReport({ part: 'Invoice 2', signatures: [counter] })));
    assert.equal(lines[0], 'invoice.xml › Invoice 2 · invoice');
    assert.equal(lines[1], '  ✓ Valid · counter-signature · XAdES-BES');
  });

  it('tells of a time stamp, and of a verdict that it decides', () => {
    const stamp = { kind: 'SignatureTimeStamp', authority: 'Kamu SM', valid: true };
    const signature = signatureReport({
      timeStamps: [{ ...stamp, time: '2026-05-14T09:00:01.000Z' }],
      ...{ controlTime: '2026-05-14T09:00:01.000Z', controlTimeFrom: 'time-stamp', level: 'T' },
    });
    const text = linesOf(read(documentReport({ signatures: [signature] }))).join('\n');
    assert.match(text, /Time stamp: +May 14, 2026 at 09:00:01 AM UTC · Kamu SM · valid\n/);
    assert.match(text, /Judged for: .* \(proven by the time stamp\)\n/);
  });

  it('says what cannot be decided, and why', () => {
    const verdict = { indication: 'INDETERMINATE', subIndication: 'TRY_LATER' } as const;
    const lines = linesOf(read(documentReport({ signatures: [signatureReport(verdict)] })));
    assert.match(lines[1] ?? '', /^ {2}\? Cannot be decided · /);
    assert.match(lines[2] ?? '', /is not known now; that can change later\. \(TRY_LATER\)$/);
  });

  it('says of a document without a signature that it is not signed', () => {
    const [, verdict] = linesOf(read(documentReport({ signatures: [] })));
    assert.equal(verdict, '  ✗ Not signed');
  });

  it('says why a file was not read, among the others', () => {
    const missing = unread('no.xml', new MuhurError('file/not-found', { path: 'no.xml' }));
    const lines = linesOf(missing, read(unreadable));
    assert.deepEqual(lines, [
      'no.xml',
      '  ✗ There is no file “no.xml”.',
      '    It may be named differently, or be in another folder.',
      '    → Check the name and the folder.',
      '',
      'broken.xml',
      '  ✗ Cannot be read',
      '    broken.xml:12:5: error XML-UNREADABLE',
      '      The end tag here is not that of the element that is open.',
      '      → Write the file with an XML library instead of putting texts together, then sign again.',
    ]);
  });

  it('lets no name in a document or of a file act on the terminal', () => {
    const evil = `x\u001b]0;owned\u0007\r\n✓ Valid${RIGHT_TO_LEFT}`;
    const { signer, chain } = signatureReport();
    const signature = signatureReport({
      id: evil,
      signer: signer && { ...signer, commonName: evil, vkn: evil, serialNumber: evil },
      chain: chain.map((link) => ({ ...link, subject: evil })),
      ...{ signingTime: evil, controlTime: evil },
      timeStamps: [{ kind: evil, time: evil, valid: true, authority: evil }],
      references: [{ ...(signatureReport().references[0] ?? assert.fail()), uri: evil }],
      findings: [placed('SIG-TYPE-LEGACY', 'warning', { type: evil })],
    });
    const hostile = documentReport({ file: evil, part: evil, signatures: [signature] });
    const missing = unread(evil, new MuhurError('file/not-found', { path: evil }));
    const text = linesOf(read(hostile), missing).join('');
    assert.doesNotMatch(text, /[\p{Cc}\p{Cf}]/u);
    assert.match(text, /⟨U\+001B⟩\]0;owned⟨U\+0007⟩⟨U\+000D⟩⟨U\+000A⟩✓ Valid⟨U\+202E⟩/);
  });

  it('gives a tone to verdicts and severities alone, for those who show colours', () => {
    const painted = validationText(
      [read(documentReport({ signatures: [brokenSignature()] }))],
      (tone, text) => `<${tone}>${text}</${tone}>`,
    );
    assert.match(painted, /<bad>✗ Invalid<\/bad>/);
    assert.match(painted, /<doubtful>warning SIG-TYPE-LEGACY<\/doubtful>/);
    assert.match(painted, /<strong>invoice\.xml<\/strong> · invoice/);
  });
});
