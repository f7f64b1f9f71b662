import * as vscode from 'vscode';
import { readTrustPem } from '../../../portal/contract/organisations.ts';
import type { PortalServer } from '../../portal/portalServer.ts';
import { setting } from '../../settings.ts';
import { writeFileOf } from '../../writeFile.ts';
import { simulatorRootFile } from './trustFiles.ts';

/**
 * Trust Root Certificate of the Simulator: writes its certificates and adds them to the settings. It
 * loads late, by itself, and so says nothing: it has no language.
 */
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
}
