import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../../../src/log.ts';
import { LastPlace } from '../../../../src/views/portal/lastPlace.ts';
import type { RestorePoint } from '../../../../src/views/portal/protocol/screens.ts';
import { keptPanel } from '../../../../src/views/portal/restorePoint.ts';
import { strictLog } from '../../../strictLog.ts';

const PANEL = 'b0a1c2d3-0000-4000-8000-000000000001';
const MENU: RestorePoint = { screen: 'menu', about: null, attempt: null };
const SECRETS: RestorePoint = { screen: 'secrets', about: 'AB'.repeat(12), attempt: null };

describe('Where a panel was last', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-place-'));
    file = join(folder, 'storage', 'place.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const window = (log: Log = strictLog) => new LastPlace(file, log);

  it('is known to the next window at once', () => {
    const before = window();
    for (const point of [MENU, SECRETS]) {
      before.keep(PANEL, point);
      assert.deepEqual(window().of(PANEL), point);
    }
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o077, 0);
  });

  it('is nothing to another panel, nor before there was one', () => {
    assert.equal(window().of(PANEL), null);
    window().keep(PANEL, MENU);
    assert.equal(window().of(PANEL.replace('1', '2')), null);
    assert.deepEqual(window().latest, MENU);
  });

  it('is not written again by a window that has not moved, as one that is about to end', () => {
    const ending = window();
    ending.keep(PANEL, SECRETS);
    window().keep(PANEL, MENU);
    ending.keep(PANEL, SECRETS);
    assert.deepEqual(window().of(PANEL), MENU);
  });

  it('is nothing when the file is damaged or tampered with', () => {
    window().keep(PANEL, SECRETS);
    const text = readFileSync(file, 'utf8');
    const damaged = [
      '',
      'null',
      '[]',
      text.slice(0, -5),
      text.replace('secrets', '../x'),
      text.replace(PANEL, '../x'),
    ];
    for (const content of damaged) {
      writeFileSync(file, content);
      assert.equal(window().of(PANEL), null, content);
      if (!content.includes('secrets')) assert.equal(window().latest, null, content);
    }
    writeFileSync(file, text.replace('ABAB', '../AB'));
    assert.deepEqual(window().of(PANEL), { ...SECRETS, about: null });
  });

  it('is no reason to fail where nothing can be written', () => {
    const warnings: string[] = [];
    writeFileSync(join(folder, 'storage'), '');
    window({ ...strictLog, warn: (line) => warnings.push(line) }).keep(PANEL, MENU);
    assert.equal(warnings.length, 1);
    assert.match(warnings.join(), /^the place of the portal is not kept: /);
  });

  it('goes by the panel that the page has kept, if that can be one', () => {
    assert.equal(keptPanel({ ...MENU, panel: PANEL }), PANEL);
    for (const panel of ['', '../x', 'A'.repeat(65), 7, null, undefined, {}]) {
      assert.equal(keptPanel({ ...MENU, panel }), null);
    }
    for (const state of [undefined, null, 7, PANEL, []]) assert.equal(keptPanel(state), null);
  });
});
