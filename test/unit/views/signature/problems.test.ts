import assert from 'node:assert/strict';
import { problemsOf } from '../../../../src/views/signature/problems.ts';
import {
  aDocument,
  aSignature,
  at,
  brokenSignature,
  unsignedDocument,
} from '../../../fixtures/signatureReports.ts';

describe('The problems of a document', () => {
  const broken = aDocument({ signatures: [brokenSignature()] });

  it('are one for each finding, of the document first and then of each signature', () => {
    const codes = problemsOf([unsignedDocument(), broken]).map(({ code }) => code);
    const ofSignature = ['SIG-TIMESTAMP-NONE', 'SIG-DIGEST', 'SIG-DIGEST-CAUSE'];
    assert.deepEqual(codes, ['SIG-NONE', ...ofSignature]);
  });

  it('say in a line what is wrong, and in the next what to do', () => {
    for (const { message } of problemsOf([broken])) assert.match(message, /^.+\.\n.+\.$/);
  });

  it('stand where the finding stands, else at the signature, else nowhere', () => {
    const places = problemsOf([unsignedDocument(), broken]).map(({ position }) => position);
    assert.deepEqual(places, [null, at(12), at(14), at(14)]);
  });

  it('lead from a digest to its signature, and to no place where they stand already', () => {
    const digest = problemsOf([broken]).find(({ code }) => code === 'SIG-DIGEST');
    assert.deepEqual(digest?.related, [
      { message: 'The signature of 1234567802', position: at(12) },
    ]);
    const [first] = problemsOf([broken]);
    assert.deepEqual(first?.related, []);
  });

  it('lead from a finding inside a reference to the reference, by its URI', () => {
    const transform = {
      code: 'SIG-TRANSFORM',
      severity: 'error',
      data: { algorithm: 'urn:a', uri: '' },
      position: at(16),
    } as const;
    const [problem] = problemsOf([
      aDocument({ signatures: [aSignature({ findings: [transform] })] }),
    ]);
    const messages = problem?.related.map(({ message, position }) => [message, position.line]);
    assert.deepEqual(messages, [
      ['The whole document', 14],
      ['The signature of 1234567802', 12],
    ]);
  });
});
