import assert from 'node:assert/strict';
import type { ReaderRecord } from '../../../src/card/cardState.ts';
import { MuhurError } from '../../../src/errors.ts';
import { fromHex } from '../../../src/hex.ts';
import type { Describe } from '../../../src/views/explorer/describeCertificates.ts';
import type { CardsNode } from '../../../src/views/explorer/node.ts';
import { readerNode } from '../../../src/views/explorer/readerNode.ts';
import {
  aCard,
  aCertificate,
  aDescription,
  aKey,
  aReader,
  aReaderWith,
  unknownCard,
} from '../../fixtures/cardStates.ts';

const now = new Date('2028-01-01T00:00:00Z');
const describeAll: Describe = () => ({ description: aDescription() });

function rows(record: ReaderRecord, describeCertificate = describeAll): readonly CardsNode[] {
  const all = (node: CardsNode): CardsNode[] => [node, ...node.children.flatMap(all)];
  return all(readerNode(record, describeCertificate, { now, warnDays: 90 }));
}

/** The rows as somebody reads them, one indented below the other is not told apart here. */
function texts(record: ReaderRecord, describeCertificate = describeAll): readonly string[] {
  return rows(record, describeCertificate).map(({ label, description }) =>
    [label, description].filter((text) => text !== '').join(' | '),
  );
}

function only<K extends CardsNode['kind']>(kind: K, nodes: readonly CardsNode[]) {
  const found = nodes.filter((node): node is Extract<CardsNode, { kind: K }> => node.kind === kind);
  assert.equal(found.length, 1);
  const [node] = found;
  assert.ok(node);
  return node;
}

describe('The rows of the explorer', () => {
  it('are a reader, its card, the certificates and the keys', () => {
    const card = aCard({
      certificates: [aCertificate(), aCertificate({ id: '02', label: '1234567890ENCR0' })],
      keys: [aKey(), aKey({ id: '02', label: '1234567890ENCR0', usage: ['decrypt'] })],
    });
    assert.deepEqual(texts(aReaderWith(card)), [
      'Reader',
      'AKİS 1.0 | PIN: 3 tries left · virtual card',
      'Signing | 366 days left · TEST KURUM A.Ş. · 1234567890',
      'Signing | 366 days left · TEST KURUM A.Ş. · 1234567890',
      '1234567890SIGN0 | RSA 2048 · signs',
      '1234567890ENCR0 | RSA 2048 · decrypts',
    ]);
  });

  it('tell the state of a reader without a card', () => {
    assert.deepEqual(texts(aReader()), ['Reader | no card']);
    assert.deepEqual(texts({ ...aReader({ state: 'present' }), reading: true }), [
      'Reader | reading the card…',
    ]);
  });

  it('explain the states that need more than a word', () => {
    assert.deepEqual(texts(aReader({ state: 'mute' })), [
      'Reader | card does not answer',
      'The card in “Reader” does not answer.',
    ]);
    assert.deepEqual(texts(aReader({ state: 'in-use' })), [
      'Reader | in use by another program',
      'Another program is holding the card in “Reader”.',
    ]);
    assert.deepEqual(texts(aReader({ state: 'unavailable' })), [
      'Reader | no longer responds',
      'The reader “Reader” no longer responds.',
    ]);
  });

  it('keep showing a card while it is read again', () => {
    const record = { ...aReaderWith(aCard()), reading: true };
    assert.deepEqual(texts(record), ['Reader', 'AKİS 1.0 | PIN: 3 tries left · virtual card']);
  });

  it('say why a card could not be read', () => {
    const error = new MuhurError('reader/timeout', { reader: 'Reader', seconds: 5 });
    assert.deepEqual(texts({ ...aReader({ state: 'present' }), error }), [
      'Reader',
      'The card in “Reader” did not answer within 5 seconds.',
    ]);
  });

  it('show an unknown card as what it is, without an error', () => {
    const record = aReaderWith(unknownCard, { atr: fromHex('3B00') });
    assert.deepEqual(texts(record), ['Reader', 'Unknown card']);
    const node = only('card', rows(record));
    assert.deepEqual(node.tooltip().facts, [['ATR', '3B00']]);
    assert.match(node.context, /^card:unknown:pcsc:pin-unknown$/);
  });

  it('show what can be read of a damaged card beside what cannot', () => {
    const problems = [new MuhurError('card/malformed', { what: 'PrKDF', reason: 'not ASN.1' })];
    const card = aCard({ problems, certificates: [aCertificate()] });
    assert.deepEqual(texts(aReaderWith(card)).slice(2), [
      'A part of the card cannot be read: PrKDF.',
      'Signing | 366 days left · TEST KURUM A.Ş. · 1234567890',
    ]);
  });

  it('show a certificate that cannot be read as a problem', () => {
    const error = new MuhurError('card/malformed', { what: 'certificate', reason: 'not ASN.1' });
    const card = aCard({ certificates: [aCertificate()] });
    assert.deepEqual(texts(aReaderWith(card), () => ({ error })).slice(2), [
      'A part of the card cannot be read: certificate.',
    ]);
  });

  it('name a certificate by its label when it names no owner', () => {
    const describeNameless: Describe = () => ({
      description: aDescription({ commonName: null, vkn: null }),
    });
    const card = aCard({ certificates: [aCertificate()] });
    assert.equal(
      texts(aReaderWith(card), describeNameless).at(-1),
      'Signing | 366 days left · 1234567890SIGN0',
    );
  });
});

describe('The icon of a row', () => {
  it('shows whether a PIN is in danger', () => {
    const icon = (pin: Parameters<typeof aCard>[0]) =>
      only('card', rows(aReaderWith(aCard(pin)))).icon;
    assert.deepEqual(icon({ pin: { state: 'ready', triesLeft: 3 } }), { id: 'credit-card' });
    assert.deepEqual(icon({ pin: { state: 'wrong-entered', triesLeft: 2 } }), {
      id: 'warning',
      color: 'list.warningForeground',
    });
    assert.deepEqual(icon({ pin: { state: 'last-try', triesLeft: 1 } }), {
      id: 'flame',
      color: 'list.errorForeground',
    });
    assert.deepEqual(icon({ pin: { state: 'blocked', triesLeft: 0 } }), {
      id: 'lock',
      color: 'list.errorForeground',
    });
    assert.deepEqual(icon({ pin: { state: 'unknown', triesLeft: null } }), { id: 'chip' });
  });

  it('has another shape for each state of a PIN, for those who cannot tell the colours apart', () => {
    const states = ['ready', 'wrong-entered', 'last-try', 'blocked', 'unknown'] as const;
    const shapes = states.map((state) => {
      const card = aCard({ pin: { state, triesLeft: null } });
      return only('card', rows(aReaderWith(card))).icon.id;
    });
    assert.equal(new Set(shapes).size, states.length);
  });

  it('shows whether a certificate is valid, near its end, or over', () => {
    const icon = (notAfter: string) => {
      const description = aDescription({ notAfter: new Date(notAfter) });
      const card = aCard({ certificates: [aCertificate()] });
      return only(
        'certificate',
        rows(aReaderWith(card), () => ({ description })),
      ).icon;
    };
    assert.equal(icon('2029-01-01').id, 'verified');
    assert.equal(icon('2028-02-01').color, 'list.warningForeground');
    assert.equal(icon('2027-01-01').color, 'list.errorForeground');
  });
});

describe('The identity of a row', () => {
  const withTwins = aCard({
    certificates: [aCertificate(), aCertificate()],
    keys: [aKey(), aKey()],
    problems: [new MuhurError('pin/blocked', {}), new MuhurError('pin/blocked', {})],
  });

  it('is unique, even where a damaged card repeats its identifiers', () => {
    const ids = rows(aReaderWith(withTwins)).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('stays when the card is read again, and when it comes back', () => {
    const ids = (insertion: number): readonly string[] =>
      rows(aReaderWith(withTwins, { insertion })).map(({ id }) => id);
    assert.deepEqual(ids(1), ids(2));
  });

  it('is another one for the next card, serial number or not', () => {
    const id = (serial: string | null, insertion: number): string =>
      only('card', rows(aReaderWith(aCard({ serial }), { insertion }))).id;
    assert.notEqual(id('0A', 1), id('0B', 2));
    assert.notEqual(id(null, 1), id(null, 2));
  });
});

describe('What a screen reader says of a row', () => {
  it('names the thing, its state and its dates', () => {
    const card = aCard({ certificates: [aCertificate()], keys: [aKey()] });
    const spoken = rows(aReaderWith(card)).map((node) => node.spoken);
    assert.deepEqual(spoken, [
      'Reader Reader',
      'Card AKİS 1.0, PIN: 3 tries left, virtual card',
      'Certificate: signing, 366 days left, TEST KURUM A.Ş., 1234567890',
      'Private key 1234567890SIGN0, RSA 2048, signs',
    ]);
  });

  it('has the whole explanation of a problem', () => {
    const [, problem] = rows(aReader({ state: 'mute' }));
    assert.match(problem?.spoken ?? '', /does not answer.*wrong way round.*push it in again/);
  });
});

describe('What the menus ask of a row', () => {
  it('names what is missing, so that nothing is offered that is not there', () => {
    const context = (
      row: CardsNode['kind'],
      record: ReaderRecord,
      describeCertificate?: Describe,
    ) => only(row, rows(record, describeCertificate)).context;
    const nameless: Describe = () => ({ description: aDescription({ vkn: null, tckn: null }) });
    const card = aCard({ certificates: [aCertificate()] });
    assert.equal(context('card', aReaderWith(card)), 'card:virtual:pcsc:pin-ready');
    assert.equal(
      context('card', aReaderWith(aCard({ serial: null }))),
      'card:virtual:pcsc:no-serial:pin-ready',
    );
    assert.equal(context('certificate', aReaderWith(card)), 'certificate:signing:valid');
    assert.equal(
      context('certificate', aReaderWith(card), nameless),
      'certificate:signing:valid:no-number',
    );
  });
});
