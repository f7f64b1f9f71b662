import assert from 'node:assert/strict';
import { validityAt, validityText } from '../../../src/text/validity.ts';

const notBefore = new Date('2026-01-01T00:00:00Z');
const notAfter = new Date('2029-01-01T00:00:00Z');

function textAt(now: string): string {
  return validityText(validityAt(notBefore, notAfter, new Date(now)));
}

function stateAt(now: string): string {
  return validityAt(notBefore, notAfter, new Date(now)).state;
}

describe('The validity of a certificate', () => {
  it('begins and ends with the moments in it', () => {
    assert.equal(stateAt('2025-12-31T23:59:59Z'), 'not-yet');
    assert.equal(stateAt('2026-01-01T00:00:00Z'), 'valid');
    assert.equal(stateAt('2029-01-01T00:00:00Z'), 'soon');
    assert.equal(stateAt('2029-01-01T00:00:01Z'), 'expired');
  });

  it('is near its end from 90 days before', () => {
    assert.equal(stateAt('2028-10-02T00:00:00Z'), 'valid');
    assert.equal(stateAt('2028-10-03T00:00:00Z'), 'soon');
  });

  it('is told in days', () => {
    assert.equal(textAt('2025-06-01T00:00:00Z'), 'not valid yet');
    assert.equal(textAt('2028-12-01T00:00:00Z'), '31 days left');
    assert.equal(textAt('2028-12-30T23:00:00Z'), '1 day left');
    assert.equal(textAt('2028-12-31T12:00:00Z'), 'less than 1 day left');
    assert.equal(textAt('2029-01-01T12:00:00Z'), 'expired');
    assert.equal(textAt('2029-01-02T12:00:00Z'), 'expired 1 day ago');
    assert.equal(textAt('2029-01-11T12:00:00Z'), 'expired 10 days ago');
  });
});
