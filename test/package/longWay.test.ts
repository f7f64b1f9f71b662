import { installVsix } from '../../scripts/lib/host.mjs';
import { blockedOutside } from '../ui/portal/blockedOutside.ts';
import { defineWalk } from '../ui/portal/defineWalk.ts';
import { ownCard } from '../ui/portal/ownCard.ts';
import { thisPlatform, vsixFor } from './vsix.ts';

defineWalk(
  'The long way with the installed extension',
  {
    name: 'installed',
    language: 'en',
    theme: 'Default Dark Modern',
    hand: 'mouse',
    install: (state) => installVsix({ state, vsix: vsixFor(thisPlatform) }),
  },
  [ownCard, blockedOutside],
);
