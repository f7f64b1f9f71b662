import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { MuhurError } from '../../errors.ts';
import { confirm } from '../confirm.ts';
import type { LateServices } from '../lateServices.ts';
import { type Choice, pick } from '../pick.ts';
import { setting } from '../settings.ts';

/** Chosen in place of a module: look for the file. */
const BROWSE = '';

/** Add PKCS#11 Module…: one that is found on this computer, or a file. It is looked at first. */
export async function addModule(late: LateServices): Promise<void> {
  const { findKnownModules, checkModule, cards } = await late.get();
  const used = setting('maliMuhur.pkcs11.modules');
  const found = (await findKnownModules()).filter(
    ({ path, isAkis }) => !isAkis && !used.includes(path),
  );
  const choices: Choice<string>[] = found.map(({ name, path }) => ({
    label: name,
    description: path,
    value: path,
  }));
  const browse = { label: l10n.t('Choose a File…'), value: BROWSE };
  const title = l10n.t('Add PKCS#11 Module');
  const chosen = await pick([...choices, browse], title);
  const path = chosen === BROWSE ? await browseForModule(title) : chosen;
  await checkModule(path);
  cards.start();
  await vscode.workspace
    .getConfiguration()
    .update(
      'maliMuhur.pkcs11.modules',
      [...new Set([...used, path])],
      vscode.ConfigurationTarget.Global,
    );
  confirm(l10n.t('The module is used from now on: {0}', path));
}

async function browseForModule(title: string): Promise<string> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel: l10n.t('Add'),
      filters: { [l10n.t('PKCS#11 modules')]: ['dll', 'so', 'dylib'], '*': ['*'] },
    })) ?? [];
  if (file === undefined) throw new MuhurError('cancelled', {});
  return file.fsPath;
}
