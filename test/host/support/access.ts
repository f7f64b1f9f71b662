import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../../rig/until.ts';
import type { CardServices } from '../../../src/card/services.ts';
import { STATE_FILE } from '../../../src/card/virtual/library.ts';
import type { CommandId } from '../../../src/contributions.ts';
import type { TestAccess } from '../../../src/views/testAccess.ts';
import type { CardNode, CardsNode, ReaderNode } from '../../../src/views/explorer/node.ts';

/** What the extension lets its tests look at. */
export async function access(): Promise<TestAccess> {
  const extension = vscode.extensions.getExtension<TestAccess | undefined>('mali-muhur.mali-muhur');
  assert.ok(extension, 'VS Code did not load the extension');
  const given = await extension.activate();
  assert.ok(given, 'The extension does not know that it is being tested');
  return given;
}

export async function services(): Promise<CardServices> {
  return (await access()).late.get();
}

export function run(command: CommandId, argument?: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand(command, argument);
}

/**
 * Opens the side bar, as a click on the activity bar does. A row that was focused and has just gone
 * is still looked for by VS Code itself, until it has drawn the tree anew.
 */
export async function openExplorer(): Promise<void> {
  await until('VS Code has drawn the tree anew', async () => {
    try {
      await vscode.commands.executeCommand('workbench.view.extension.maliMuhur');
      return true;
    } catch (error) {
      if (String(error).includes('Data tree node not found')) return false;
      throw error;
    }
  });
}

const LIMIT_MS = 15_000;

/** The readers’ rows once `look` finds in them what it looks for; looks again whenever the tree changes. */
export async function inTree<T>(
  what: string,
  look: (roots: readonly ReaderNode[]) => T | undefined,
): Promise<T> {
  const { tree } = (await access()).view;
  return new Promise((resolve, reject) => {
    const attempt = (): boolean => {
      const found = look(tree.roots.filter((root) => root.kind === 'reader'));
      if (found === undefined) return false;
      clearTimeout(timer);
      changes.dispose();
      resolve(found);
      return true;
    };
    const timer = setTimeout(() => {
      changes.dispose();
      reject(new Error(`The tree has no ${what}. It has:\n${textOf(tree.roots)}`));
    }, LIMIT_MS);
    const changes = tree.onDidChangeTreeData(() => void attempt());
    attempt();
  });
}

/** The card in the reader inside VS Code that belongs to the virtual card of that name. */
export function cardInTree(name: string): Promise<CardNode> {
  return inTree(`virtual card “${name}”`, (roots) => {
    const reader = roots.find(({ status }) => status.name.endsWith(name));
    return reader?.children.find((node) => node.kind === 'card');
  });
}

/** Nothing is left of the reader of that card. */
export async function goneFromTree(name: string): Promise<void> {
  await inTree(`lack of “${name}”`, (roots) =>
    roots.some(({ status }) => status.name.endsWith(name)) ? undefined : true,
  );
}

export function textOf(nodes: readonly CardsNode[], indent = ''): string {
  return nodes
    .map(
      ({ label, description, children }) =>
        `${indent}${label} | ${description}\n${textOf(children, `${indent}  `)}`,
    )
    .join('');
}

/** The PIN that is written in the file of a virtual card. */
export async function pinOf(name: string): Promise<string> {
  const { virtualCards } = await services();
  const card = (await virtualCards.list()).find((info) => info.name === name);
  assert.ok(card, `There is no virtual card “${name}”`);
  const text = await readFile(join(card.directory, STATE_FILE), 'utf8');
  const { pin } = JSON.parse(text) as { pin: { value: string } };
  return pin.value;
}

/** A PIN of the same length that is not the one. */
export function otherThan(pin: string): string {
  return pin.startsWith('0') ? `1${pin.slice(1)}` : `0${pin.slice(1)}`;
}

/** Creates a virtual card of that name and puts it into a reader of this window. */
export async function insertNew(name: string): Promise<CardNode> {
  const { virtualCards } = await services();
  await virtualCards.create(name, 'mali-muhur');
  await virtualCards.insert(name);
  return cardInTree(name);
}

/** Leaves no virtual card behind. */
export async function deleteAll(): Promise<void> {
  const { virtualCards } = await services();
  for (const { name } of await virtualCards.list()) await virtualCards.delete(name);
}
