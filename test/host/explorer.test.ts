import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  access,
  cardInTree,
  deleteAll,
  goneFromTree,
  inTree,
  insertNew,
  openExplorer,
  run,
  services,
  textOf,
} from './support/access.ts';

describe('The explorer', () => {
  before(openExplorer);
  beforeEach(deleteAll);
  after(deleteAll);

  it('shows a virtual card with its certificates and keys', async () => {
    const card = await insertNew('Şirket');
    const reader = (await access()).view.tree.getParent(card);
    assert.equal(reader?.label, 'Virtual reader: Şirket');
    assert.match(
      textOf([card]),
      new RegExp(
        [
          '^AKİS 1\\.0 \\| PIN: 3 tries left · virtual card',
          '  Signing \\| (valid \\(GEÇERLİ\\) · )?109\\d days left · .+ · \\d{10}',
          '  Encryption \\| (valid \\(GEÇERLİ\\) · )?109\\d days left · .+ · \\d{10}',
          '  \\d{10}SIGN0 \\| RSA 2048 · .*signs',
          '  \\d{10}ENCR0 \\| RSA 2048 · .*decrypts',
          '$',
        ].join('\n'),
      ),
    );
  });

  it('gives each row an identity, a spoken label and, on request, a tooltip', async () => {
    const { tree } = (await access()).view;
    const card = await insertNew('Şirket');
    for (const node of [card, ...card.children]) {
      const item = tree.getTreeItem(node);
      assert.ok(item.id?.startsWith(node.id));
      assert.equal(item.accessibilityInformation?.label, node.spoken);
      assert.equal(item.tooltip, undefined);
      const { tooltip } = tree.resolveTreeItem(item, node);
      assert.ok(tooltip instanceof vscode.MarkdownString);
      assert.ok(!tooltip.isTrusted && !tooltip.supportHtml);
    }
    const { serial } = card.target;
    assert.ok(serial);
    assert.ok(card.tooltip().facts.some(([, value]) => value === serial));
  });

  it('follows a card that goes and comes again, and knows it again', async () => {
    const { virtualCards } = await services();
    const before = await insertNew('Şirket');
    await virtualCards.eject('Şirket');
    await goneFromTree('Şirket');
    await virtualCards.insert('Şirket');
    const after = await cardInTree('Şirket');
    assert.equal(after.id, before.id);
    assert.deepEqual(
      after.children.map(({ id }) => id),
      before.children.map(({ id }) => id),
    );
  });

  it('shows several cards, each in its own reader', async () => {
    const first = await insertNew('Birinci');
    const second = await insertNew('İkinci');
    assert.notEqual(first.id, second.id);
    await inTree('reader for each card', (roots) => {
      const names = roots.map(({ status }) => status.name).filter((name) => /inci$/.test(name));
      return names.length === 2 ? true : undefined;
    });
  });

  it('reads everything again when it is told to refresh', async () => {
    const before = await insertNew('Şirket');
    await run('maliMuhur.cards.refresh');
    const after = await cardInTree('Şirket');
    assert.notEqual(after, before);
    assert.equal(after.id, before.id);
  });
});
