import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CardLibrary } from '../../../src/card/virtual/cardLibrary.ts';
import { isCardName } from '../../../src/card/virtual/cardName.ts';
import { isMuhurError } from '../../../src/errors.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { userDataDirectory } from '../../../src/userData.ts';
import { cardOnDisk, temporaryFolder } from './temporary.ts';

const failsWith = (code: ErrorCode) => (error: unknown) => {
  assert.ok(isMuhurError(error, code), String(error));
  return true;
};

describe('The virtual cards of a user', () => {
  const folder = temporaryFolder();
  let library: CardLibrary;
  beforeEach(() => {
    library = new CardLibrary(
      async ({ directory, name, profile }) => {
        await cardOnDisk(directory, { name, profile });
      },
      { directory: join(folder.path, 'cards'), delivered: join(folder.path, 'delivered') },
    );
  });

  it('are also those that somebody delivers; of two with one name the own one counts', async () => {
    await cardOnDisk(join(folder.path, 'delivered', 'Teslim'), { name: 'Teslim' });
    await cardOnDisk(join(folder.path, 'delivered', 'Cem'), { name: 'Cem' });
    await cardOnDisk(join(folder.path, 'cards', 'Cem'), { name: 'Cem' });
    const cards = await library.list();
    assert.deepEqual(
      cards.map(({ name, directory }) => [name, directory]),
      [
        ['Cem', join(folder.path, 'cards', 'Cem')],
        ['Teslim', join(folder.path, 'delivered', 'Teslim')],
      ],
    );
    const card = await library.open('Teslim');
    assert.equal(card.name, 'Teslim');
    await card.close();
    await assert.rejects(library.create('teslim', 'e-imza'), failsWith('virtual-card/exists'));
  });

  it('are none at first, and looking for them makes no folder', async () => {
    assert.deepEqual(await library.list(), []);
    assert.ok(!existsSync(join(folder.path, 'cards')));
  });

  it('are listed by name, in Turkish order, with profile and serial', async () => {
    for (const name of ['Zeynep', 'Çınar', 'Cem']) await library.create(name, 'e-imza');
    const cards = await library.list();
    assert.deepEqual(
      cards.map(({ name, profile, place }) => [name, profile, place.kind]),
      [
        ['Cem', 'e-imza', 'out'],
        ['Çınar', 'e-imza', 'out'],
        ['Zeynep', 'e-imza', 'out'],
      ],
    );
    assert.match(cards[0]?.serial ?? '', /^4D4D54[0-9A-F]{18}$/);
  });

  it('are shown where they are: here, elsewhere, or out', async () => {
    for (const name of ['a', 'b', 'c']) await library.create(name, 'mali-muhur');
    const owned = await library.open('b');
    const here = { kind: 'in-process', reader: 'Virtual Reader: a' } as const;
    const places = (await library.list(new Map([['a', here]]))).map(({ place }) => place);
    assert.deepEqual(places, [here, { kind: 'elsewhere', pid: process.pid }, { kind: 'out' }]);
    await owned.close();
    assert.deepEqual((await library.list())[1]?.place, { kind: 'out' });
  });

  it('have names that no file system takes for each other', async () => {
    await library.create('Mühür', 'mali-muhur');
    for (const name of ['Mühür', 'MÜHÜR', 'Mu\u0308hu\u0308r']) {
      await assert.rejects(library.create(name, 'e-imza'), failsWith('virtual-card/exists'));
    }
  });

  it('have names that lead nowhere else', async () => {
    await mkdir(join(folder.path, 'outside'));
    await cardOnDisk(join(folder.path, 'outside'));
    for (const name of [
      '../outside',
      '..',
      '.',
      '',
      'a/b',
      'a\\b',
      'CON',
      'nul.txt',
      'a\0b',
      'end.',
    ]) {
      assert.ok(!isCardName(name), name);
      await assert.rejects(library.create(name, 'e-imza'), failsWith('virtual-card/name'));
      await assert.rejects(library.open(name), failsWith('virtual-card/not-found'));
      await assert.rejects(library.delete(name), failsWith('virtual-card/not-found'));
    }
    assert.deepEqual(await readdir(join(folder.path, 'outside')), ['card.json']);
  });

  it('are deleted with everything, but not while somebody uses them', async () => {
    await library.create('a', 'mali-muhur');
    const card = await library.open('a');
    await assert.rejects(library.delete('a'), failsWith('virtual-card/in-use'));
    await card.close();
    await library.delete('a');
    assert.deepEqual(await readdir(join(folder.path, 'cards')), []);
    await assert.rejects(library.delete('a'), failsWith('virtual-card/not-found'));
  });

  it('are listed and can be deleted when they are damaged, but are not made anew', async () => {
    await library.create('a', 'mali-muhur');
    await writeFile(join(folder.path, 'cards', 'a', 'card.json'), '{');
    for (let i = 0; i < 2; i++) {
      const [info] = await library.list();
      assert.deepEqual([info?.name, info?.profile, info?.serial], ['a', null, null]);
      await assert.rejects(library.open('a'), failsWith('virtual-card/damaged'));
    }
    await assert.rejects(library.create('a', 'mali-muhur'), failsWith('virtual-card/exists'));
    await library.delete('a');
    assert.deepEqual(await library.list(), []);
  });

  it('are not taken from folders and files that hold none', async () => {
    await library.create('a', 'mali-muhur');
    await mkdir(join(folder.path, 'cards', 'empty'));
    await writeFile(join(folder.path, 'cards', 'file'), '');
    assert.deepEqual(
      (await library.list()).map(({ name }) => name),
      ['a'],
    );
  });
});

describe('The folder for what belongs to the user', () => {
  it('is where each system wants it', () => {
    assert.equal(userDataDirectory('linux', {}, '/home/a'), '/home/a/.local/share/mali-muhur');
    const xdg = { XDG_DATA_HOME: '/data' };
    assert.equal(userDataDirectory('linux', xdg, '/home/a'), '/data/mali-muhur');
    const relative = { XDG_DATA_HOME: 'data' };
    assert.equal(
      userDataDirectory('linux', relative, '/home/a'),
      '/home/a/.local/share/mali-muhur',
    );
    assert.equal(
      userDataDirectory('darwin', {}, '/Users/a'),
      '/Users/a/Library/Application Support/mali-muhur',
    );
    assert.match(userDataDirectory('win32', { LOCALAPPDATA: 'X:' }, ''), /^X:.mali-muhur$/);
  });
});
