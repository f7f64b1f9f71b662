import assert from 'node:assert/strict';
import { fromHex } from '../../../src/hex.ts';
import { copyables, type CopyableName } from '../../../src/views/copy/copyable.ts';
import type { CardsNode } from '../../../src/views/explorer/node.ts';
import { readerNode } from '../../../src/views/explorer/readerNode.ts';
import { rowsBelow } from '../../../src/views/explorer/rowsBelow.ts';
import { aCard, aCertificate, aDescription, aReaderWith } from '../../fixtures/cardStates.ts';

const today = { now: new Date('2028-01-01T00:00:00Z'), warnDays: 90 };
const card = aCard({ certificates: [aCertificate()] });
const reader = readerNode(
  aReaderWith(card, { atr: fromHex('3B00') }),
  () => ({ description: aDescription() }),
  today,
);

function copied(kind: CardsNode['kind']): Partial<Record<CopyableName, string>> {
  const node = rowsBelow([reader]).find((row) => row.kind === kind);
  assert.ok(node);
  const values = Object.entries(copyables).map(([name, { of }]) => [name, of(node)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== null));
}

describe('What can be copied', () => {
  it('of a reader is the ATR of its card', () => {
    assert.deepEqual(copied('reader'), { atr: '3B00' });
  });

  it('of a card is its ATR and its serial number', () => {
    assert.deepEqual(copied('card'), { atr: '3B00', cardSerial: card.serial });
  });

  it('of a certificate is what names it, and the certificate itself', () => {
    assert.deepEqual(copied('certificate'), {
      taxNumber: '1234567890',
      certificateSerial: '0A0B0C',
      fingerprint: 'AB'.repeat(32),
      pem: '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n',
    });
  });
});
