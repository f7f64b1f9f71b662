import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCard, serializeCard } from '../../../src/card/virtual/storedCard.ts';
import { storedCard } from './testCard.ts';
import { depth } from '../../depth.ts';

const runs = depth(300);

describe('The stored state of a virtual card', () => {
  it('comes back as it was written', async () => {
    const card = await storedCard();
    assert.deepEqual(parseCard(serializeCard(card)), card);
    const person = await storedCard('e-imza');
    assert.deepEqual(parseCard(serializeCard(person)), person);
  });

  const damages: readonly (readonly [string, (stored: Record<string, unknown>) => void])[] = [
    ['format is not one that this version knows', (stored) => (stored['format'] = 2)],
    ['profile is wrong', (stored) => (stored['profile'] = 'gold')],
    ['vkn is wrong', (stored) => (stored['vkn'] = '123')],
    ['serial is wrong', (stored) => (stored['serial'] = 'AAAA')],
    ['pin is wrong', (stored) => (part(stored, 'pin')['triesLeft'] = 4)],
    ['pin is wrong', (stored) => (part(stored, 'pin')['triesLeft'] = -1)],
    ['pin is wrong', (stored) => (part(stored, 'pin')['value'] = 'ab')],
    ['puk is wrong', (stored) => (part(stored, 'puk')['triesLeft'] = '3')],
    ['keys are wrong', (stored) => (stored['keys'] = {})],
    ['masterFile is wrong', (stored) => (part(stored, 'masterFile')['id'] = 1)],
  ];
  for (const [reason, damage] of damages) {
    it(`is refused, and says "${reason}"`, async () => {
      const stored = JSON.parse(serializeCard(await storedCard())) as Record<string, unknown>;
      damage(stored);
      assert.throws(() => parseCard(JSON.stringify(stored)), { message: reason });
    });
  }

  it('is refused when the disk lost a part of it, and its errors tell no PIN', async () => {
    const card = await storedCard();
    const text = serializeCard(card);
    const end = fc.integer({ min: 0, max: text.length - 2 });
    fc.assert(
      fc.property(end, (length) => {
        assert.throws(
          () => parseCard(text.slice(0, length)),
          (error: Error) => !error.message.includes(card.contents.pin.value),
        );
      }),
      { numRuns: runs },
    );
  });

  it('any JSON is a card or a named error', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        assert.throws(() => parseCard(text), Error);
      }),
      { numRuns: runs },
    );
  });
});

function part(stored: Record<string, unknown>, name: string): Record<string, unknown> {
  return stored[name] as Record<string, unknown>;
}
