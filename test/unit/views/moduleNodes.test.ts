import assert from 'node:assert/strict';
import type { CardSnapshot } from '../../../src/card/card.ts';
import type { ModuleRecord, TokenRecord } from '../../../src/card/tokenSource.ts';
import { BY_APDU } from '../../../src/card/ways.ts';
import { MuhurError } from '../../../src/errors.ts';
import { moduleNodes } from '../../../src/views/explorer/moduleNode.ts';
import { readerNode } from '../../../src/views/explorer/readerNode.ts';
import { wayNodes } from '../../../src/views/explorer/wayNodes.ts';
import { aCard, aDescription, aReaderWith } from '../../fixtures/cardStates.ts';

const describeOne = () => ({ description: aDescription() });
const today = { now: new Date('2026-06-01T00:00:00Z'), warnDays: 90 };

function aToken(snapshot: Partial<CardSnapshot> = {}): TokenRecord {
  const identity = { module: '/usr/lib/libakisp11.so', slot: '0', serial: 'AB', label: 'Anka' };
  const card = aCard({
    family: 'unknown',
    version: null,
    serial: 'AB',
    label: 'Anka',
    ...snapshot,
  });
  return { ...identity, slotDescription: '', manufacturer: '', model: '', snapshot: card };
}

function aModule(module: Partial<ModuleRecord> = {}): ModuleRecord {
  const info = { manufacturer: 'TÜBİTAK', description: 'AKIS', version: '2.0' };
  return { path: '/usr/lib/libakisp11.so', info, tokens: [], problem: null, ...module };
}

describe('Rows of PKCS#11 modules', () => {
  it('a module has a row for the tokens that no reader shows', () => {
    const token = aToken();
    const [row, ...more] = moduleNodes([aModule({ tokens: [token] })], [token], describeOne, today);
    assert.deepEqual(more, []);
    assert.deepEqual([row?.label, row?.description], ['TÜBİTAK (libakisp11.so)', 'PKCS#11 module']);
    const [card] = row?.children ?? [];
    assert.deepEqual([card?.label, card?.description], ['Anka', 'PIN: 3 tries left']);
    assert.equal(card?.context, 'card:token:token:pin-ready');
  });

  it('a module that shows cards in readers only has no row of its own', () => {
    assert.deepEqual(moduleNodes([aModule({ tokens: [aToken()] })], [], describeOne, today), []);
  });

  it('a module that does not work says why', () => {
    const problem = new MuhurError('pkcs11/not-found', { module: '/nowhere', reason: 'ENOENT' });
    const broken = aModule({ path: '/nowhere/x.so', info: null, problem });
    const [row] = moduleNodes([broken], [], describeOne, today);
    assert.deepEqual([row?.label, row?.context], ['x.so', 'module:broken']);
    assert.deepEqual(
      row?.children.map(({ kind }) => kind),
      ['problem'],
    );
  });

  it('where SoftHSM’s tries are told, it is said that it never locks', () => {
    const pin = { state: 'ready', triesLeft: null, neverLocks: true } as const;
    const token = aToken({ pin });
    const [row] = moduleNodes([aModule()], [token], describeOne, today);
    assert.match(row?.children[0]?.description ?? '', /never locks/);
  });

  it('a card that modules show, too, tells its ways and which one is used', () => {
    const token = aToken();
    const record = { ...aReaderWith(aCard()), tokens: [token], way: token };
    const rows = wayNodes(record);
    assert.deepEqual(
      rows.map(({ label, context, way }) => [label, context, way]),
      [
        ['PC/SC', 'way', BY_APDU],
        ['libakisp11.so', 'way:used', '/usr/lib/libakisp11.so'],
      ],
    );
    const [card] = readerNode(record, describeOne, today).children;
    assert.ok(card?.kind === 'card');
    assert.equal(card.target.token, token);
    assert.deepEqual(
      card.children.slice(0, 2).map(({ kind }) => kind),
      ['way', 'way'],
    );
  });

  it('a card with one way only says nothing of ways', () => {
    assert.deepEqual(wayNodes(aReaderWith(aCard())), []);
  });
});
