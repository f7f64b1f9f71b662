import assert from 'node:assert/strict';
import { certificateText } from '../../../src/views/certificate/certificateText.ts';
import { aDescription } from '../../fixtures/cardStates.ts';

describe('A certificate as text', () => {
  it('begins with what matters and ends with the certificate itself', () => {
    const lines = certificateText(aDescription(), new Uint8Array(60).fill(0x30)).split('\n');
    assert.equal(lines[0], 'A test certificate, without legal value.');
    assert.ok(lines.includes('Owner                TEST KURUM A.Ş.'));
    assert.ok(lines.includes('VKN                  1234567890'));
    assert.deepEqual(lines.slice(-5), [
      '-----BEGIN CERTIFICATE-----',
      'MDAw'.repeat(16),
      'MDAw'.repeat(4),
      '-----END CERTIFICATE-----',
      '',
    ]);
  });

  it('leaves out what the certificate does not say', () => {
    const text = certificateText(aDescription({ isTest: false }), new Uint8Array(1));
    assert.doesNotMatch(text, /TCKN|test certificate/);
  });
});
