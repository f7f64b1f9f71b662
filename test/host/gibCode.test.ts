import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './support/access.ts';
import { closeAll } from './support/signatures.ts';

type Box = vscode.QuickPick<vscode.QuickPickItem>;

/** Types into the next list that is shown, and takes what stands first. */
function willType(text: string): { readonly labels: () => readonly string[]; close(): void } {
  const { createQuickPick } = vscode.window;
  let box: Box | undefined;
  const labels: string[] = [];
  const played = (): Box => {
    const made: Box = createQuickPick();
    const typed = new vscode.EventEmitter<string>();
    const accepted = new vscode.EventEmitter<void>();
    const show = (): void => {
      typed.fire(text);
      labels.push(...made.items.map(({ label }) => label));
      box = made;
      accepted.fire();
    };
    return new Proxy(made, {
      get: (target, name) => {
        if (name === 'onDidChangeValue') return typed.event;
        if (name === 'onDidAccept') return accepted.event;
        if (name === 'selectedItems') return target.items.slice(0, 1);
        if (name === 'show') return show;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function'
          ? (value as (...given: unknown[]) => unknown).bind(target)
          : value;
      },
      set: (target, name, value) => Reflect.set(target, name, value, target),
    });
  };
  Object.assign(vscode.window, { createQuickPick: played });
  return {
    labels: () => labels,
    close: () => {
      box?.dispose();
      Object.assign(vscode.window, { createQuickPick });
    },
  };
}

describe('Explaining an answer of GİB', () => {
  afterEach(closeAll);

  const shown = (): string => {
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'mali-muhur-gib');
    return document.getText();
  };

  it('opens what a code means, whether the signature is the cause, and what to do', async () => {
    const box = willType('1177');
    await run('maliMuhur.signature.explainGibCode');
    box.close();
    assert.deepEqual(box.labels(), ['1177']);
    assert.match(shown(), /^1177 {2}.*imza/i);
    assert.match(shown(), /^What to do\n→ /m);
    assert.ok(
      shown()
        .split('\n')
        .every((line) => line.length <= 80),
    );
  });

  it('finds the code in an answer that was pasted whole', async () => {
    const box = willType('HATA: 1163 - zarf daha önce gönderilmiş');
    await run('maliMuhur.signature.explainGibCode');
    box.close();
    assert.deepEqual(box.labels(), ['1163']);
  });

  it('explains a code that it is given without asking', async () => {
    await run('maliMuhur.signature.explainGibCode', '1150');
    assert.match(shown(), /schematron/i);
  });
});
