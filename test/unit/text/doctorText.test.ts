import assert from 'node:assert/strict';
import type { Finding } from '../../../src/doctor/findings.ts';
import { finding } from '../../../src/doctor/findings.ts';
import { doctorDocument, doctorReport, doctorText } from '../../../src/text/doctorText.ts';
import { masked } from '../../../src/text/masking.ts';
import { findingExamples } from '../../fixtures/findingExamples.ts';

const look = { personal: masked, platform: 'linux', reader: 'editor' } as const;
const service = finding('ok', 'pcsc-service/answers', { readers: 1 });
const noCard = finding('error', 'card/none', { readers: 1 });
const noModule = finding('error', 'pkcs11-module/none', {});

function documentOf(...findings: readonly Finding[]): readonly string[] {
  return doctorDocument(doctorReport({ ready: false, findings }, look), 'Note.').split('\n');
}

describe('The report of the doctor', () => {
  it('begins with the verdict and the cause, then tells every other check once', () => {
    assert.deepEqual(documentOf(service, noCard).slice(0, -1), [
      'This machine is not ready to sign. The cause:',
      '',
      '✗ Card: There is no card in the reader.',
      '    → Push the card in, chip first, as far as it goes.',
      '',
      'The other checks:',
      '',
      '✓ PC/SC service: The service answers.',
      '',
      'Note.',
    ]);
  });

  it('names the first error alone as the cause', () => {
    const lines = documentOf(noCard, noModule);
    const others = lines.indexOf('The other checks:');
    assert.ok(lines.findIndex((line) => line.startsWith('✗ Card:')) < others);
    assert.ok(lines.findIndex((line) => line.startsWith('✗ Card software')) > others);
  });

  it('says that all is well in one line before the checks', () => {
    const [verdict, , check] = documentOf(service);
    assert.equal(verdict, 'This machine is ready to sign.');
    assert.equal(check, '✓ PC/SC service: The service answers.');
  });

  it('breaks long lines between words, and says the same as the terminal', () => {
    const report = doctorReport({ ready: false, findings: findingExamples }, look);
    const lines = doctorDocument(report, '').split('\n');
    for (const line of lines) assert.ok(line.length <= 80 || !line.trim().slice(2).includes(' '));
    const words = lines.map((line) => line.trim()).join(' ');
    for (const line of doctorText(report).split('\n\n')[0]?.split('\n') ?? [])
      assert.ok(words.includes(line.trim()), line);
  });

  it('names the command that adds a module in an editor, and the option in a terminal', () => {
    const diagnosis = { ready: false, findings: [noModule] };
    const terminal = doctorText(doctorReport(diagnosis, { ...look, reader: 'terminal' }));
    assert.match(terminal, /--pkcs11/);
    const editor = documentOf(noModule).join(' ').replace(/ +/g, ' ');
    assert.match(editor, /“Add PKCS#11 Module…”/);
    assert.doesNotMatch(editor, /--pkcs11/);
  });
});
