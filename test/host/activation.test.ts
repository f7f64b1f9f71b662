import assert from 'node:assert/strict';
import Module from 'node:module';
import * as vscode from 'vscode';
import { commandIds } from '../../src/contributions.ts';
import { access } from './support/access.ts';

/** Files that this process has loaded as CommonJS modules. */
function loaded(): readonly string[] {
  const { _cache } = Module as unknown as { _cache: Readonly<Record<string, unknown>> };
  return Object.keys(_cache);
}

describe('The extension', () => {
  it('becomes active when it is asked to', async () => {
    await access();
    const extension = vscode.extensions.getExtension('mali-muhur.mali-muhur');
    assert.equal(extension?.isActive, true);
  });

  it('loads nothing of cards and signatures, and nothing native, before somebody asks for them', () => {
    const files = loaded();
    assert.ok(files.some((file) => file.endsWith('extension.js')));
    assert.deepEqual(
      files.filter((file) =>
        /dist[\\/](cards|pcscHost|personalise|signature|validator)\.js$|smartcard/.test(file),
      ),
      [],
    );
  });

  it('has every command it promises', async () => {
    const known = await vscode.commands.getCommands(true);
    for (const id of commandIds) assert.ok(known.includes(id), id);
  });

  it('shows its log', async () => {
    await vscode.commands.executeCommand('maliMuhur.card.showLog');
  });
});
