import { defineWalk } from './portal/defineWalk.ts';
import { fileMistakes } from './portal/mistakes/files.ts';
import { leftovers } from './portal/mistakes/leftovers.ts';
import { menuMistakes } from './portal/mistakes/menu.ts';
import { hostileNames } from './portal/mistakes/names.ts';
import { signInMistakes } from './portal/mistakes/signIn.ts';
import { unlockMistakes } from './portal/mistakes/unlock.ts';
import { SessionTokens } from './support/sessionTokens.ts';

const tokens = new SessionTokens();

defineWalk(
  'What goes wrong at the portal in VS Code',
  {
    name: 'mistakes',
    language: 'en',
    theme: 'Default Dark Modern',
    hand: 'mouse',
    watch: tokens.watch,
  },
  [
    signInMistakes,
    menuMistakes,
    unlockMistakes,
    hostileNames,
    fileMistakes,
    (walk) => leftovers(walk, tokens),
  ],
);
