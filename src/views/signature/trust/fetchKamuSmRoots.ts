import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Fetcher } from '../../../pki/fetching.ts';
import { storeKamuSmRoots } from '../../../pki/trust/kamuSmRoots.ts';
import { confirm } from '../../confirm.ts';
import { kamuSmFolder } from './trustFiles.ts';

/** Fetch Root Certificates of Kamu SM: only those whose fingerprints are known are taken, and kept. */
export async function fetchKamuSmRoots(
  context: vscode.ExtensionContext,
  fetcher: Fetcher,
): Promise<void> {
  const title = l10n.t('Fetching the root certificates of Kamu SM');
  const options = { location: vscode.ProgressLocation.Window, title };
  const folder = kamuSmFolder(context).fsPath;
  const roots = await vscode.window.withProgress(options, () => storeKamuSmRoots(fetcher, folder));
  confirm(l10n.t('Root certificates of Kamu SM that are trusted now: {0}', roots.length));
}
