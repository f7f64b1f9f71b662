import assert from 'node:assert/strict';
import { MuhurError } from '../../../../src/errors.ts';
import { exitCodeOf } from '../../../../src/signature/report/outcome.ts';
import {
  brokenSignature,
  documentReport,
  placed,
  read,
  signatureReport,
  unread,
  unreadable,
} from '../../../fixtures/validationReports.ts';

const missing = unread('no.xml', new MuhurError('file/not-found', { path: 'no.xml' }));
const undecided = signatureReport({ indication: 'INDETERMINATE', subIndication: 'TRY_LATER' });
const envelope = documentReport({ kind: 'envelope', signatures: [] });
const inside = documentReport({ part: 'Invoice 1' });

describe('The exit code of a validation', () => {
  it('is 0 when every document is signed and every signature is valid', () => {
    const hints = [placed('SIG-TYPE-LEGACY', 'warning', { type: '' })];
    assert.equal(exitCodeOf([read(documentReport())]), 0);
    assert.equal(
      exitCodeOf([read(documentReport({ signatures: [signatureReport({ findings: hints })] }))]),
      0,
    );
  });

  it('is 1 when one of several signatures is not valid, or cannot be decided', () => {
    for (const second of [brokenSignature(), undecided]) {
      const document = documentReport({ signatures: [signatureReport(), second] });
      assert.equal(exitCodeOf([read(documentReport()), read(document)]), 1);
    }
  });

  it('is 1 when a finding is an error although the signature is valid', () => {
    const error = placed('XML-DUPLICATE-ID', 'error', { id: 'a' });
    const signature = signatureReport({ findings: [error] });
    assert.equal(exitCodeOf([read(documentReport({ findings: [error] }))]), 1);
    assert.equal(exitCodeOf([read(documentReport({ signatures: [signature] }))]), 1);
  });

  it('is 1 when there is no signature', () => {
    assert.equal(exitCodeOf([read(documentReport({ signatures: [] }))]), 1);
    assert.equal(exitCodeOf([read(documentReport(), documentReport({ signatures: [] }))]), 1);
    assert.equal(exitCodeOf([read()]), 1);
    assert.equal(exitCodeOf([read(envelope)]), 1);
  });

  it('asks of an envelope that what is in it is signed', () => {
    assert.equal(exitCodeOf([read(envelope, inside)]), 0);
    assert.equal(exitCodeOf([read(envelope, { ...inside, signatures: [] })]), 1);
  });

  it('is 2 when a file cannot be read, whatever the others are', () => {
    assert.equal(exitCodeOf([read(documentReport()), missing]), 2);
    assert.equal(exitCodeOf([read(documentReport({ signatures: [] })), read(unreadable)]), 2);
  });
});
