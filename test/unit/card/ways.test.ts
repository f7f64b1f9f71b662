import assert from 'node:assert/strict';
import type { CardSnapshot } from '../../../src/card/card.ts';
import type { ModuleRecord, TokenRecord } from '../../../src/card/tokenSource.ts';
import {
  BY_APDU,
  seenThrough,
  tokensAlone,
  tokensOf,
  wayOf,
  worse,
} from '../../../src/card/ways.ts';
import { aCard, aCertificate, aReaderWith } from '../../fixtures/cardStates.ts';

const certificate = (byte: number) => aCertificate({ der: Uint8Array.of(0x30, 0x01, byte) });

function aToken(module: string, snapshot: Partial<CardSnapshot>): TokenRecord {
  const identity = { module, slot: '0', serial: '0102030405060708', label: 'Token' };
  const card = aCard({ family: 'unknown', ...snapshot });
  return { ...identity, slotDescription: '', manufacturer: '', model: '', snapshot: card };
}

function aModule(...tokens: readonly TokenRecord[]): ModuleRecord {
  return { path: tokens[0]?.module ?? 'm', info: null, tokens, problem: null };
}

describe('The ways to a card', () => {
  const card = aCard({ certificates: [certificate(1), certificate(2)] });
  const same = aToken('/lib/a.so', { certificates: [certificate(2)] });
  const other = aToken('/lib/a.so', { certificates: [certificate(3)] });
  const bare = aToken('/lib/b.so', { certificates: [] });
  const modules = [aModule(same, other), aModule(bare)];

  it('a token is the card with which it has a certificate in common, by its bytes', () => {
    assert.deepEqual(tokensOf(card, modules), [same]);
    assert.deepEqual(tokensOf(aCard({ certificates: [certificate(9)] }), modules), []);
  });

  it('without certificates nothing is the same: neither cards nor tokens', () => {
    assert.deepEqual(tokensOf(aCard(), modules), []);
    assert.deepEqual(tokensOf(null, modules), []);
  });

  it('tokens that are no card of a reader stand alone', () => {
    const reader = { ...aReaderWith(card), tokens: [same] };
    assert.deepEqual(tokensAlone([reader], modules), [other, bare]);
  });

  it('a card that takes a PIN by raw commands is used so, another one by its module', () => {
    assert.equal(wayOf({ card, tokens: [same] }, null), null);
    const akis = aCard({ family: 'akis-2', takesPin: false });
    assert.equal(wayOf({ card: akis, tokens: [same] }, null), same);
    assert.equal(wayOf({ card: akis, tokens: [] }, null), null);
  });

  it('the way that the user chose is used where it exists', () => {
    const second = aToken('/lib/c.so', { certificates: [certificate(1)] });
    const tokens = [same, second];
    assert.equal(wayOf({ card, tokens }, '/lib/c.so'), second);
    assert.equal(wayOf({ card, tokens }, '/lib/gone.so'), null);
    const akis = aCard({ family: 'akis-2', takesPin: false });
    assert.equal(wayOf({ card: akis, tokens }, BY_APDU), null);
  });

  it('on a module’s way the card takes PINs by the module’s rule', () => {
    const akis = aCard({ family: 'akis-2', takesPin: false, pinRule: null });
    const way = aToken('/lib/a.so', { pinRule: { min: 6, max: 8 }, hasPinPad: true });
    const seen = seenThrough(akis, way);
    assert.deepEqual(
      [seen.family, seen.takesPin, seen.pinRule, seen.hasPinPad],
      ['akis-2', true, { min: 6, max: 8 }, true],
    );
    assert.equal(seenThrough(akis, null), akis);
  });

  it('of two PIN states the worse one is believed, and the one with a number', () => {
    const ready = { state: 'ready', triesLeft: null } as const;
    const three = { state: 'ready', triesLeft: 3 } as const;
    const last = { state: 'last-try', triesLeft: 1 } as const;
    const unknown = { state: 'unknown', triesLeft: null } as const;
    assert.equal(worse(ready, last), last);
    assert.equal(worse(last, ready), last);
    assert.equal(worse(three, ready), three);
    assert.equal(worse(ready, three), three);
    assert.equal(worse(unknown, ready), ready);
  });
});
