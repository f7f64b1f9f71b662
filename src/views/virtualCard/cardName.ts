import * as l10n from '@vscode/l10n';
import { isCardName, isSameCardName } from '../../card/virtual/cardName.ts';
import type { VirtualCardProfile } from '../../card/virtual/library.ts';
import { MuhurError } from '../../errors.ts';
import { explain } from '../../text/errors.ts';

/** Names that cards get when nobody chooses one; they are the same in every language. */
const plainNames: Readonly<Record<VirtualCardProfile, string>> = {
  'mali-muhur': 'Mali Mühür',
  'e-imza': 'E-imza',
};

/** The plain name of the profile, numbered from the second card on. */
export function unusedName(profile: VirtualCardProfile, used: readonly string[]): string {
  const plain = plainNames[profile];
  let name = plain;
  for (let number = 2; isUsed(name, used); number++) name = `${plain} ${String(number)}`;
  return name;
}

/** Why a card cannot be named so; undefined when it can. */
export function complainAboutName(name: string, used: readonly string[]): string | undefined {
  const trimmed = name.trim();
  if (trimmed === '') return l10n.t('Enter a name.');
  if (isUsed(trimmed, used)) {
    return explain(new MuhurError('virtual-card/exists', { name: trimmed })).what;
  }
  if (!isCardName(trimmed)) {
    return explain(new MuhurError('virtual-card/name', { name: trimmed })).advice;
  }
  return undefined;
}

function isUsed(name: string, used: readonly string[]): boolean {
  return used.some((other) => isSameCardName(other, name));
}
