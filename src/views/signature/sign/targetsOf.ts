import * as l10n from '@vscode/l10n';
import { MuhurError } from '../../../errors.ts';
import { explain } from '../../../text/errors.ts';
import { pick } from '../../pick.ts';
import { fileNameOf } from '../../writeFile.ts';
import type { LeftOut, PlannedMany } from './planMany.ts';
import { exists, usualTarget } from './resultTarget.ts';
import type { DocumentToWrite } from './runSigning.ts';

/**
 * Where the results of many documents go: never into the place of each other, nor unasked into that
 * of other files.
 * @param asks null: they are replaced.
 * @throws `cancelled`
 */
export async function withTargets(
  { documents, leftOut }: PlannedMany,
  nameFor: (fileName: string) => string,
  asks: { readonly title: string } | null,
): Promise<{ documents: readonly DocumentToWrite[]; leftOut: readonly LeftOut[] }> {
  const free: DocumentToWrite[] = [];
  const taken: DocumentToWrite[] = [];
  const out = [...leftOut];
  const targets = new Set<string>();
  for (const document of documents) {
    const { uri } = document;
    const target = uri.scheme === 'untitled' ? null : usualTarget(document, nameFor);
    const key = target?.toString() ?? uri.toString();
    const isItself = key === uri.toString();
    if (targets.has(key)) {
      const error = new MuhurError('sign/same-name', { name: fileNameOf(target ?? uri) });
      out.push({ uri, reason: explain(error).what, error });
    } else if (target !== null && !isItself && (await exists(target))) {
      taken.push({ document, target });
    } else {
      free.push({ document, target });
    }
    targets.add(key);
  }
  if (taken.length > 0 && (asks === null || (await askReplace(taken, asks.title)))) {
    return { documents: [...free, ...taken], leftOut: out };
  }
  const reason = l10n.t('Its result is there already.');
  const kept = taken.map(({ document: { uri } }) => ({ uri, reason, error: null }));
  return { documents: free, leftOut: [...out, ...kept] };
}

function askReplace(taken: readonly DocumentToWrite[], title: string): Promise<boolean> {
  const [first] = taken.flatMap(({ target }) => (target === null ? [] : [fileNameOf(target)]));
  return pick(
    [
      {
        label: l10n.t('Leave Them Out'),
        detail: l10n.t('Only the others are signed.'),
        value: false,
      },
      {
        label: l10n.t('Replace'),
        detail: l10n.t('They are signed again, and the results replaced.'),
        value: true,
      },
    ],
    title,
    l10n.t('{0} results are there already, such as {1}', taken.length, first ?? ''),
  );
}
