import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandId } from '../../contributions.ts';
import { confirm } from '../confirm.ts';
import type { LateServices } from '../lateServices.ts';
import type { CommandHandler } from '../registerCommands.ts';
import { askFile, fileNameOf, writeFileOf } from '../writeFile.ts';
import type { DoctorDocuments } from './doctorDocuments.ts';
import { runDoctor } from './runDoctor.ts';

type DoctorCommand = Extract<CommandId, `maliMuhur.doctor.${string}`>;

/** Which function runs which command of the doctor; the checks load late. */
export function doctorCommands(
  late: LateServices,
  context: vscode.ExtensionContext,
  documents: DoctorDocuments,
): Readonly<Record<DoctorCommand, CommandHandler>> {
  return {
    'maliMuhur.doctor.run': () => runDoctor(late, context, documents),
    'maliMuhur.doctor.runAgain': () => runDoctor(late, context, documents),
    'maliMuhur.doctor.copy': () => copyReport(documents),
    'maliMuhur.doctor.export': () => exportReport(documents),
    'maliMuhur.doctor.showPersonal': () => documents.showPersonal(true),
    'maliMuhur.doctor.hidePersonal': () => documents.showPersonal(false),
  };
}

async function copyReport({ text }: DoctorDocuments): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  confirm(l10n.t('Copied: {0}', l10n.t('Report')));
}

async function exportReport({ text }: DoctorDocuments): Promise<void> {
  const filters = { [l10n.t('Text')]: ['txt'] };
  const file = await askFile(l10n.t('Export Report'), 'mali-muhur-doctor.txt', filters);
  await writeFileOf(file, Buffer.from(text, 'utf8'));
  confirm(l10n.t('Report saved: {0}', fileNameOf(file)));
}
