import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isMuhurError } from '../../errors.ts';
import { readMessages } from '../../portal/contract/testSuite.ts';
import { formatMoment } from '../../text/language.ts';
import { confirm } from '../confirm.ts';
import type { PortalServer } from './portalServer.ts';
import { testApi } from './testApi.ts';

/** Shorter than the client waits for any answer. */
const WAIT_SECONDS = 10;

interface MessageItem extends vscode.QuickPickItem {
  readonly code: string | null;
}

/**
 * Show Simulated Phone: the SMS that the simulator sent, the newest first, and new ones as they
 * arrive. Choosing one copies its code.
 */
export async function showPhone(server: PortalServer): Promise<void> {
  const { client, token } = await testApi(server);
  const pick = vscode.window.createQuickPick<MessageItem>();
  const closing = new AbortController();
  pick.title = l10n.t('Simulated Phone');
  pick.placeholder = l10n.t('Choose a message to copy its code.');
  pick.onDidHide(() => closing.abort());
  pick.onDidAccept(() => void take(pick.selectedItems[0]?.code ?? null));
  pick.show();
  try {
    await follow();
  } catch (error) {
    if (!isMuhurError(error, 'cancelled')) throw error;
  } finally {
    pick.dispose();
  }

  async function take(code: string | null): Promise<void> {
    if (code !== null) {
      await vscode.env.clipboard.writeText(code);
      confirm(l10n.t('The code is in the clipboard.'));
    }
    // Whoever sees the list gone pastes.
    pick.hide();
  }

  async function follow(): Promise<void> {
    let after = 0;
    const options = { token, signal: closing.signal };
    for (let waitSeconds = 0; ; waitSeconds = WAIT_SECONDS) {
      const { messages } = await client.call(
        readMessages,
        { query: { after, waitSeconds } },
        options,
      );
      after = messages.at(-1)?.number ?? after;
      const fresh = messages.map(({ phone, text, at, code }) => ({
        label: text,
        description: phone,
        detail: formatMoment(new Date(at)),
        code,
      }));
      if (fresh.length > 0) pick.items = [...fresh.reverse(), ...pick.items];
      if (pick.items.length === 0)
        pick.placeholder = l10n.t('No message yet. New ones appear here.');
      else pick.placeholder = l10n.t('Choose a message to copy its code.');
    }
  }
}
