import * as vscode from 'vscode';
import type { CardsNode, NodeIcon, Tooltip } from './node.ts';

/** A row as VS Code draws it. Readers and cards are open from the start. */
export function treeItem(node: CardsNode): vscode.TreeItem {
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(node.label, node.children.length > 0 ? Expanded : None);
  item.id = node.id;
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
    markdown.appendText(`${name}: `).appendMarkdown('\u200b').appendText(value);
    markdown.appendMarkdown('  \n');
  }
  if (note !== undefined) markdown.appendMarkdown('\n').appendText(note);
  return markdown;
}
