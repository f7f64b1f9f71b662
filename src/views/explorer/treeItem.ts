import * as vscode from 'vscode';
import type { CardsNode, NodeIcon, Tooltip } from './node.ts';

/** A row as VS Code draws it. Readers and cards are open from the start. */
export function treeItem(node: CardsNode): vscode.TreeItem {
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  const isLeaf = node.children.length === 0;
  const item = new vscode.TreeItem(node.label, isLeaf ? None : Expanded);
  // VS Code opens a row by itself only when it is new: so must be a reader that gets a card.
  item.id = isLeaf ? `${node.id}:leaf` : node.id;
  item.description = node.description;
  item.iconPath = themeIcon(node.icon);
  item.contextValue = node.context;
  item.accessibilityInformation = { label: node.spoken };
  return item;
}

function themeIcon({ id, color }: NodeIcon): vscode.ThemeIcon {
  return color === undefined
    ? new vscode.ThemeIcon(id)
    : new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
}

/** Everything a card says is appended as text, never as Markdown: it is a stranger's. */
export function tooltipMarkdown({ heading, facts, note }: Tooltip): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.appendMarkdown('**').appendText(heading).appendMarkdown('**\n\n');
  for (const [name, value] of facts) {
    markdown.appendText(`${name}: ${value}`).appendMarkdown('  \n');
  }
  if (note !== undefined) markdown.appendMarkdown('\n').appendText(note);
  return markdown;
}
