import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FileOutcome } from '../../signature/report/outcome.ts';
import { outcomesJson } from '../../signature/report/json.ts';
import { outcomesSarif } from '../../signature/report/sarif.ts';
import { currentLanguage } from '../../text/language.ts';
import { unpainted } from '../../text/paint.ts';
import { reportWords as words } from '../../text/reportWords.ts';
import { validationText } from '../../text/validationText.ts';
import { confirm } from '../confirm.ts';
import { nameInFile } from '../nameInFile.ts';
import { pick } from '../pick.ts';
import { askFile, fileNameOf, writeFileOf } from '../writeFile.ts';
import type { ExportFormat } from './protocol/messages.ts';
import type { Validation } from './validations.ts';

interface Kind {
  readonly label: string;
  readonly description: string;
  readonly extension: string;
  readonly write: (outcomes: readonly FileOutcome[]) => string;
}

/** Export Signature Report: as text, JSON or SARIF, the same that the terminal prints. */
export async function exportReport(
  validation: Validation,
  version: string,
  asked?: ExportFormat,
): Promise<void> {
  const kinds = kindsFor(version);
  const title = l10n.t('Export Signature Report');
  const choices = Object.values(kinds).map((kind) => ({ ...kind, value: kind }));
  const { label, extension, write } =
    asked === undefined ? await pick(choices, title, l10n.t('Choose a format')) : kinds[asked];
  const { uri, reports } = validation;
  const name = `${nameInFile(fileNameOf(uri))}-${l10n.t('report')}.${extension}`;
  const file = await askFile(title, name, { [label]: [extension] });
  const path = vscode.workspace.asRelativePath(uri);
  const text = write([{ file: path, problem: null, documents: reports }]);
  await writeFileOf(file, Buffer.from(text, 'utf8'));
  confirm(l10n.t('Report saved: {0}', fileNameOf(file)));
}

function kindsFor(version: string): Readonly<Record<ExportFormat, Kind>> {
  return {
    text: {
      label: l10n.t('Text'),
      description: l10n.t('for people'),
      extension: 'txt',
      write: (outcomes) => `${validationText(outcomes, unpainted)}\n`,
    },
    json: {
      label: 'JSON',
      description: l10n.t('for programs: everything that is known'),
      extension: 'json',
      write: (outcomes) => jsonText(outcomesJson(outcomes, words)),
    },
    sarif: {
      label: 'SARIF',
      description: l10n.t('for code scanning: the findings'),
      extension: 'sarif',
      write: (outcomes) => {
        const workingDirectory = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '/';
        const language = currentLanguage();
        return jsonText(outcomesSarif(outcomes, words, { version, language, workingDirectory }));
      },
    },
  };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
