import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('The extension', () => {
  it('is there and becomes active when it is asked to', async () => {
    const extension = vscode.extensions.getExtension('mali-muhur.mali-muhur');
    assert.ok(extension, 'VS Code did not load the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
