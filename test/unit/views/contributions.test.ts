import assert from 'node:assert/strict';
import manifest from '../../../package.json' with { type: 'json' };
import {
  cardsView,
  commandIds,
  contextKeyIds,
  emptyCauses,
  settingIds,
  viewContainer,
} from '../../../src/contributions.ts';

const { contributes } = manifest;

describe('The contributions', () => {
  it('are the commands of the manifest, all of one category, each with a title', () => {
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).sort(),
      [...commandIds].sort(),
    );
    for (const { command, category, title } of contributes.commands) {
      assert.equal(category, 'Mali Mühür');
      assert.equal(title, `%${command.replace('maliMuhur.', 'command.')}%`);
    }
  });

  it('put commands that exist into the menus, for the view that exists', () => {
    for (const entry of Object.values(contributes.menus).flat()) {
      assert.ok((commandIds as readonly string[]).includes(entry.command), entry.command);
      assert.ok(entry.when.startsWith(`view == ${cardsView}`), entry.when);
    }
  });

  it('are the view and its container', () => {
    assert.deepEqual(Object.keys(contributes.views), [viewContainer]);
    assert.deepEqual(
      contributes.views.maliMuhur.map(({ id }) => id),
      [cardsView],
    );
    assert.equal(contributes.viewsContainers.activitybar[0]?.id, viewContainer);
  });

  it('are the settings of the manifest', () => {
    assert.deepEqual(
      Object.keys(contributes.configuration.properties).sort(),
      [...settingIds].sort(),
    );
  });

  it('welcome the user in every way the view can be empty', () => {
    const conditions = contributes.viewsWelcome.map(({ when }) => when).join('\n');
    for (const cause of emptyCauses) {
      assert.match(conditions, new RegExp(`maliMuhur\\.emptyCause == ${cause}\\b`));
    }
  });

  it('ask for no context key that nobody sets', () => {
    const conditions = [...contributes.viewsWelcome, ...Object.values(contributes.menus).flat()];
    const asked = conditions.flatMap(({ when }) => when.match(/maliMuhur\.\w+/g) ?? []);
    const known: readonly string[] = [cardsView, ...contextKeyIds];
    for (const key of asked) assert.ok(known.includes(key), key);
  });
});
