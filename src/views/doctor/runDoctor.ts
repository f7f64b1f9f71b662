import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Diagnosis, Finding } from '../../doctor/findings.ts';
import { CHECKS } from '../../doctor/findings.ts';
import type { Circumstances } from '../../doctor/machine.ts';
import { checkTitle } from '../../text/doctor/words.ts';
import { userDataDirectory } from '../../userData.ts';
import type { LateServices } from '../lateServices.ts';
import { simulatorDirectory } from '../portal/simulatorDirectory.ts';
import { runsRemotely } from '../runsRemotely.ts';
import { setting } from '../settings.ts';
import { cardsDirectory } from '../settingValues.ts';
import type { DoctorDocuments } from './doctorDocuments.ts';
import { moduleInUse } from './moduleInUse.ts';

/** Doctor: makes every check and opens the report. It sends no PIN. */
export async function runDoctor(
  late: LateServices,
  context: vscode.ExtensionContext,
  documents: DoctorDocuments,
): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('Is this computer ready to sign?'),
    cancellable: true,
  };
  const module = await moduleInUse(await late.get());
  const diagnosis = await vscode.window.withProgress(options, (progress, token) => {
    const around = { module, place: placeOf(context), workspace: trustOfWorkspace() };
    const cancelling = new AbortController();
    token.onCancellationRequested(() => cancelling.abort());
    const onFinding = naming((message) => progress.report({ message }));
    return diagnoseHere(context, { ...around, onFinding, signal: cancelling.signal });
  });
  await documents.show(diagnosis);
}

async function diagnoseHere(
  context: vscode.ExtensionContext,
  around: Circumstances,
): Promise<Diagnosis> {
  const { diagnose } = await import('../../doctor/diagnose.ts');
  const own = cardsDirectory(setting('maliMuhur.cards.directory'));
  const parts = {
    pcscHost: join(__dirname, 'pcscHost.js'),
    moduleHost: join(__dirname, 'pkcs11Host.js'),
    cardDirectories: [
      own ?? join(userDataDirectory(), 'cards'),
      join(simulatorDirectory(context), 'cards'),
    ],
  };
  return diagnose(parts, around);
}

/** Tells the first check that has not come to a finding, now and after each finding. */
function naming(tell: (title: string) => void): (finding: Finding) => void {
  const open = new Set(CHECKS);
  const tellFirst = (): void => {
    const [first] = open;
    if (first !== undefined) tell(checkTitle(first));
  };
  tellFirst();
  return ({ id }) => {
    open.delete(id);
    tellFirst();
  };
}

function placeOf({ extension }: vscode.ExtensionContext): Circumstances['place'] {
  return runsRemotely(extension) ? { host: vscode.env.remoteName ?? '' } : 'here';
}

function trustOfWorkspace(): Circumstances['workspace'] {
  return vscode.workspace.isTrusted ? 'trusted' : 'restricted';
}
