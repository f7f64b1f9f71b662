import * as l10n from '@vscode/l10n';
import type { VirtualCardProfile } from '../../card/virtual/library.ts';

const LONGEST = 40;

/** The name of a card is the name of its folder too, on every operating system. */
const ALLOWED = /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u;

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
  if (trimmed.length > LONGEST) return l10n.t('Too long: {0} characters at most.', LONGEST);
  if (!ALLOWED.test(trimmed) || trimmed.endsWith('.')) {
    return l10n.t(
      'Only letters, digits, spaces, “.”, “_” and “-”, beginning with a letter or digit.',
    );
  }
  if (isUsed(trimmed, used)) return l10n.t('There is already a virtual card named “{0}”.', trimmed);
  return undefined;
}

/** File systems may take two names for one that differ in case only, or in how ü is composed. */
function isUsed(name: string, used: readonly string[]): boolean {
  const folded = fold(name);
  return used.some((other) => fold(other) === folded);
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
