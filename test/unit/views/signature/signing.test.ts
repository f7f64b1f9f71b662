import assert from 'node:assert/strict';
import manifest from '../../../../package.json' with { type: 'json' };
import { MuhurError, isMuhurError } from '../../../../src/errors.ts';
import { clockText } from '../../../../src/views/signature/sign/clockText.ts';
import { isOutputPattern, outputName } from '../../../../src/views/signature/sign/outputName.ts';
import { isSignable } from '../../../../src/views/signature/signaturePlaces.ts';
import { errorLine, problemLines } from '../../../../src/views/signature/tasks/problemLines.ts';
import { readTaskRequest } from '../../../../src/views/signature/tasks/taskRequest.ts';
import {
  aDocument,
  brokenSignature,
  unsignedDocument,
} from '../../../fixtures/signatureReports.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';

describe('The name of a result', () => {
  it('is made of that of the document, as the setting says', () => {
    assert.equal(outputName('{name}.signed{ext}', 'fatura.xml'), 'fatura.signed.xml');
    assert.equal(outputName('{name}{ext}', 'fatura.xml'), 'fatura.xml');
    assert.equal(outputName('imzali-{name}.xml', 'a.b.XML'), 'imzali-a.b.xml');
    assert.equal(outputName('{name}.signed{ext}', '.gizli'), '.gizli.signed');
  });

  it('takes the names of documents as they are, whatever stands in them', () => {
    assert.equal(outputName('{name}.signed{ext}', '{ext}.xml'), '{ext}.signed.xml');
    assert.equal(outputName('{name}.signed{ext}', '$&.xml'), '$&.signed.xml');
  });

  it('never leads out of the folder, and never is the same for all', () => {
    for (const pattern of ['../{name}{ext}', 'a\\{name}', '{name}\u0000', 'signed.xml', '']) {
      assert.equal(isOutputPattern(pattern), false, pattern);
      assert.equal(outputName(pattern, 'fatura.xml'), 'fatura.signed.xml');
    }
  });
});

describe('The clock of a time-stamp server', () => {
  const signingTime = '2026-03-02T12:00:00.000Z';

  it('is told where this computer differs from it, and in which direction', () => {
    const ahead = clockText({ signingTime, stampTime: '2026-03-02T11:50:00.000Z' });
    assert.match(ahead ?? '', /^The clock of this computer is 10 minutes ahead/);
    const behind = clockText({ signingTime, stampTime: '2026-03-02T12:05:00.000Z' });
    assert.match(behind ?? '', /^The clock of this computer is 5 minutes behind/);
  });

  it('is not talked about for seconds, or without a time stamp', () => {
    assert.equal(clockText({ signingTime, stampTime: '2026-03-02T12:00:59.000Z' }), null);
    assert.equal(clockText({ signingTime, stampTime: null }), null);
  });
});

describe('The button for signing', () => {
  it('stands above documents that GİB wants signed', () => {
    assert.equal(isSignable(ublDocument('Invoice')), true);
    assert.equal(isSignable('<edefter:defter xmlns:edefter="http://www.edefter.gov.tr">'), true);
  });

  it('does not above other XML, nor above an envelope', () => {
    assert.equal(isSignable('<project xmlns="http://maven.apache.org/POM/4.0.0"/>'), false);
    const envelope = `<sh:StandardBusinessDocument>${ublDocument('Invoice')}`;
    assert.equal(isSignable(envelope), false);
  });
});

describe('A task of tasks.json', () => {
  const usage = (definition: unknown): string => {
    try {
      readTaskRequest(definition);
    } catch (error) {
      if (isMuhurError(error, 'usage/invalid')) return error.data.reason;
    }
    return '';
  };

  it('is taken with what it says, one file or several', () => {
    const one = readTaskRequest({ type: 'mali-muhur', task: 'validate', files: '*.xml' });
    assert.deepEqual(one, { task: 'validate', files: ['*.xml'], addMissing: false });
    const given = { preset: 'imzager', level: 'T', certificate: '0A', addMissing: true };
    const sign = readTaskRequest({ task: 'sign', files: ['a.xml', 'b.xml'], ...given });
    assert.deepEqual(sign, { task: 'sign', files: ['a.xml', 'b.xml'], ...given });
  });

  it('says what is wrong with it, and never guesses', () => {
    assert.equal(usage(null), '“task” has to be “validate” or “sign”.');
    assert.equal(usage({ task: 'sign' }), '“files” has to name files, such as “**/*.xml”.');
    assert.equal(usage({ task: 'sign', files: [7, ' '] }), usage({ task: 'sign' }));
  });

  it('writes every finding as the problem matcher of the manifest reads it', () => {
    const [matcher] = manifest.contributes.problemMatchers;
    const pattern = new RegExp(matcher?.pattern.regexp ?? '');
    const lines = problemLines('/a b:c.xml', [
      unsignedDocument(),
      aDocument({ signatures: [brokenSignature()] }),
    ]);
    const read = lines.map((line) => pattern.exec(line)?.slice(1, 6));
    assert.deepEqual(read, [
      ['/a b:c.xml', '1', '1', 'error', 'SIG-NONE'],
      ['/a b:c.xml', '12', '5', 'info', 'SIG-TIMESTAMP-NONE'],
      ['/a b:c.xml', '14', '5', 'error', 'SIG-DIGEST'],
      ['/a b:c.xml', '14', '5', 'info', 'SIG-DIGEST-CAUSE'],
    ]);
  });

  it('writes nothing of others to its terminal that would act there', () => {
    const line = errorLine('a\u001b[2J.xml', new MuhurError('file/changed', { path: 'a' }));
    assert.match(line, /^a⟨U\+001B⟩\[2J\.xml:1:1: error FILE-CHANGED: /);
  });
});
