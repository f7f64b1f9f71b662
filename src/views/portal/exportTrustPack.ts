import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { MuhurError } from '../../errors.ts';
import { readTrustPem, readTrustStore } from '../../portal/contract/organisations.ts';
import { confirm } from '../confirm.ts';
import { writeFileOf } from '../writeFile.ts';
import type { PortalServer } from './portalServer.ts';

/** Export Trust Pack: root and issuers as PEM, and as a trust store for Java, into a folder. */
export async function exportTrustPack(server: PortalServer): Promise<void> {
  const { client } = await server.connect();
  const [pem, store] = await Promise.all([
    client.call(readTrustPem, {}),
    client.call(readTrustStore, {}),
  ]);
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Export Trust Pack'),
      openLabel: l10n.t('Export Here'),
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir()),
    })) ?? [];
  if (folder === undefined) throw new MuhurError('cancelled', {});
  await writeFileOf(vscode.Uri.joinPath(folder, 'mali-muhur-test-ca.pem'), pem);
  await writeFileOf(vscode.Uri.joinPath(folder, 'mali-muhur-test-truststore.p12'), store);
  confirm(l10n.t('Trust pack saved. The password of the trust store is “changeit”.'));
}
