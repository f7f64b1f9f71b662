const vscode = require('vscode');

/** What a new user should see first: the explorer, and a card in it. */
async function activate() {
  await vscode.commands.executeCommand('maliMuhur.virtualCard.insert', { createIfNone: true });
  await vscode.commands.executeCommand('maliMuhur.cards.focus');
}

module.exports = { activate };
