import { installVsix } from '../../scripts/lib/host.mjs';
import { defineTour } from '../ui/support/tour.ts';
import { thisPlatform, vsixFor } from './vsix.ts';

defineTour({
  name: 'installed',
  language: 'en',
  theme: 'Default Dark Modern',
  install: (state) => installVsix({ state, vsix: vsixFor(thisPlatform) }),
});
