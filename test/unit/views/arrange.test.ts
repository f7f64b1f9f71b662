import assert from 'node:assert/strict';
import type { CardSnapshot } from '../../../src/card/card.ts';
import type { ReaderRecord } from '../../../src/card/cardState.ts';
import { MuhurError } from '../../../src/errors.ts';
import { arrange, foldedText } from '../../../src/views/explorer/arrange.ts';
import {
  type Arrangement,
  arrangementText,
  checkedArrangement,
  plainArrangement,
} from '../../../src/views/explorer/arrangement.ts';
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
} from '../../fixtures/cardStates.ts';

const today = { now: new Date('2028-01-01T00:00:00Z'), warnDays: 90 };

/** A certificate whose label says when it ends and whose it is. */
const describeByLabel: Describe = ({ label }) => {
  const [year = '', owner = ''] = label.split(' ');
  const notAfter = new Date(`${year}-01-01T00:00:00Z`);
  return { description: aDescription({ commonName: owner, notAfter }) };
};

function cardOf(...labels: readonly string[]): CardSnapshot {
  return aCard({ certificates: labels.map((label, i) => aCertificate({ id: String(i), label })) });
}

function arranged(records: readonly ReaderRecord[], part: Partial<Arrangement>): CardsNode[] {
  const nodes = records.map((record) => readerNode(record, describeByLabel, today));
  return [...arrange(nodes, { ...plainArrangement, ...part })];
}

function owners(node: CardsNode): readonly (string | null)[] {
  if (node.kind === 'certificate') return [node.details.commonName];
  return node.children.flatMap(owners);
}

const readers = [
  aReader({ name: 'Empty' }),
  aReaderWith(cardOf('2030 Zeki', '2029 Çetin'), { name: 'One' }),
  aReaderWith(cardOf('2028 Ali'), { name: 'Two' }),
];

describe('The order of the rows', () => {
  const order = (sort: Arrangement['sort']) => arranged(readers, { sort }).map(owners);

  it('is that of readers and cards unless something else is asked for', () => {
    assert.deepEqual(order('card-order'), [[], ['Zeki', 'Çetin'], ['Ali']]);
  });

  it('can begin with the certificate that ends first, and its reader', () => {
    assert.deepEqual(order('expiry'), [['Ali'], ['Çetin', 'Zeki'], []]);
  });

  it('can follow the owners, as the Turkish alphabet goes', () => {
    assert.deepEqual(order('owner'), [['Ali'], ['Çetin', 'Zeki'], []]);
  });

  it('moves only certificates: problems stay above and keys below', () => {
    const card = aCard({
      problems: [new MuhurError('pin/blocked', {})],
      certificates: [
        aCertificate({ id: '1', label: '2030 B' }),
        aCertificate({ id: '2', label: '2029 A' }),
      ],
      keys: [aKey()],
    });
    const [reader] = arranged([aReaderWith(card)], { sort: 'expiry' });
    const below = reader?.children[0]?.children ?? [];
    assert.deepEqual(
      below.map(({ kind }) => kind),
      ['problem', 'certificate', 'certificate', 'key'],
    );
    assert.deepEqual(reader && owners(reader), ['A', 'B']);
  });

  it('leaves every row its identity', () => {
    const ids = (part: Partial<Arrangement>): readonly string[] => {
      const all = (node: CardsNode): string[] => [node.id, ...node.children.flatMap(all)];
      return arranged(readers, part).flatMap(all).sort();
    };
    assert.deepEqual(ids({ sort: 'expiry' }), ids({}));
    assert.deepEqual(ids({ sort: 'owner' }), ids({}));
  });
});

describe('The filter of the rows', () => {
  const shown = (filter: string) => arranged(readers, { filter }).map(owners);

  it('keeps rows that say the text, and the way to them', () => {
    assert.deepEqual(shown('zeki'), [['Zeki']]);
    assert.deepEqual(shown('signing'), [['Zeki', 'Çetin'], ['Ali']]);
  });

  it('keeps all that is below a row that says it', () => {
    assert.deepEqual(shown('one'), [['Zeki', 'Çetin']]);
  });

  it('keeps nothing when no row says it, and everything when it is empty', () => {
    assert.deepEqual(shown('nobody'), []);
    assert.equal(shown('').length, 3);
  });

  it('takes no notice of case and of what a keyboard lacks', () => {
    for (const text of ['ŞİRKET', 'şirket', 'Sirket', 'sırket', 'SIRKET']) {
      assert.equal(foldedText(text), 'sirket', text);
    }
    assert.deepEqual(shown('cetin'), [['Çetin']]);
  });

  it('can hide readers without a card, but none that has something to say', () => {
    const names = arranged([...readers, aReader({ name: 'Mute', state: 'mute' })], {
      hidesEmptyReaders: true,
    }).map(({ label }) => label);
    assert.deepEqual(names, ['One', 'Two', 'Mute']);
  });
});

describe('What stands beside the title of the explorer', () => {
  it('is what is different from plain', () => {
    assert.equal(arrangementText(plainArrangement), '');
    assert.equal(
      arrangementText({ sort: 'expiry', hidesEmptyReaders: true, filter: 'A.Ş.' }),
      '“A.Ş.” · by expiry · empty readers hidden',
    );
    assert.equal(arrangementText({ ...plainArrangement, sort: 'owner' }), 'by owner');
  });
});

describe('An arrangement that was kept', () => {
  it('comes back as it was', () => {
    const kept: Arrangement = { sort: 'owner', hidesEmptyReaders: true, filter: 'x' };
    assert.deepEqual(checkedArrangement(structuredClone(kept)), kept);
  });

  it('is plain where it makes no sense', () => {
    for (const kept of [undefined, null, 'x', 3, {}, { sort: 'size', filter: 7 }]) {
      assert.deepEqual(checkedArrangement(kept), plainArrangement);
    }
  });
});
