import assert from 'node:assert/strict';
import type { CardCertificate } from '../../../src/card/card.ts';
import type { Describe } from '../../../src/views/explorer/describeCertificates.ts';
import { expiryWords } from '../../../src/views/statusBar/expiryWords.ts';
import { soonestExpiring } from '../../../src/views/statusBar/soonestExpiring.ts';
import {
  aCard,
  aCertificate,
  aDescription,
  aReader,
  aReaderWith,
  aState,
} from '../../fixtures/cardStates.ts';
import { MuhurError } from '../../../src/errors.ts';

const ends: Readonly<Record<string, Partial<ReturnType<typeof aDescription>>>> = {
  late: { notAfter: new Date('2030-01-01') },
  early: { notAfter: new Date('2029-01-01'), purpose: 'qualified' },
  encryption: { notAfter: new Date('2020-01-01'), purpose: 'encryption' },
};

const describeByLabel: Describe = ({ label }) =>
  label === 'damaged'
    ? { error: new MuhurError('card/malformed', { what: 'certificate', reason: '' }) }
    : { description: aDescription(ends[label]) };

function soonest(...labels: readonly string[]): CardCertificate | undefined {
  const certificates = labels.map((label) => aCertificate({ label }));
  const state = aState([
    aReader(),
    ...certificates.map((one) => aReaderWith(aCard({ certificates: [one] }))),
  ]);
  return soonestExpiring(state, describeByLabel)?.certificate;
}

describe('The certificate that ends first', () => {
  it('is one that signs, on whichever card', () => {
    assert.equal(soonest('late', 'early', 'encryption', 'damaged')?.label, 'early');
  });

  it('is none when no card has one that signs', () => {
    assert.equal(soonest(), undefined);
    assert.equal(soonest('encryption', 'damaged'), undefined);
  });
});

describe('The status bar', () => {
  const at = (now: string) => {
    const description = aDescription({ notAfter: new Date('2029-01-01T00:00:00Z') });
    const { text, alarm } = expiryWords(description, { now: new Date(now), warnDays: 90 });
    return [text, alarm];
  };

  it('counts the days, and calls for attention only when there is something to do', () => {
    assert.deepEqual(at('2025-06-01'), ['$(watch) not valid yet', undefined]);
    assert.deepEqual(at('2028-01-01'), ['$(verified) 366 days', undefined]);
    assert.deepEqual(at('2028-11-01'), ['$(watch) 61 days', undefined]);
    assert.deepEqual(at('2028-12-01'), ['$(watch) 31 days', undefined]);
    assert.deepEqual(at('2028-12-02'), ['$(watch) 30 days', 'warning']);
    assert.deepEqual(at('2028-12-31'), ['$(watch) 1 day', 'warning']);
    assert.deepEqual(at('2028-12-31T12:00:00Z'), ['$(watch) today', 'warning']);
    assert.deepEqual(at('2029-02-01'), ['$(error) expired', 'error']);
  });

  it('says whose certificate it is to those who listen or rest the pointer on it', () => {
    const { spoken, tooltip } = expiryWords(aDescription(), {
      now: new Date('2028-12-01'),
      warnDays: 90,
    });
    assert.equal(spoken, 'Signing certificate of TEST KURUM A.Ş.: 31 days left');
    assert.equal(tooltip.heading, 'TEST KURUM A.Ş.');
  });
});
