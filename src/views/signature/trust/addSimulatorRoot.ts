import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readTrustPem } from '../../../portal/contract/organisations.ts';
import { confirm } from '../../confirm.ts';
import type { PortalServer } from '../../portal/portalServer.ts';
import { setting } from '../../settings.ts';
import { writeFileOf } from '../../writeFile.ts';
import { simulatorRootFile } from './trustFiles.ts';

/** Trust Root Certificate of the Simulator: writes its certificates and adds them to the settings. */
export async function addSimulatorRoot(
  context: vscode.ExtensionContext,
  server: PortalServer,
): Promise<void> {
  const { client } = await server.connect();
  const pem = await client.call(readTrustPem, {});
  const file = simulatorRootFile(context);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
  await writeFileOf(file, pem);
  const paths = setting('maliMuhur.trust.paths');
  if (!paths.includes(file.fsPath)) {
    const { Global } = vscode.ConfigurationTarget;
    const configuration = vscode.workspace.getConfiguration();
    await configuration.update('maliMuhur.trust.paths', [...paths, file.fsPath], Global);
  }
  confirm(l10n.t('Signatures of the simulator’s cards are trusted now.'));
}
