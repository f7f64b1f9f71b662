import { needsRig } from '../rig/pcscd.ts';
import { certificates } from './portal/certificates.ts';
import { guide } from './portal/guide.ts';
import { otherWays } from './portal/otherWays.ts';
import { secrets } from './portal/secrets.ts';
import { unlock } from './portal/unlock.ts';
import type { WalkOptions } from './portal/walk.ts';
import { PortalWalk } from './portal/walk.ts';

type Part = (walk: PortalWalk) => void;

/** One VS Code for a whole walk: each part goes on where the one before has left. */
function defineWalk(options: WalkOptions, parts: readonly Part[]): void {
  describe(`The portal in VS Code by ${options.hand}: ${options.name}`, () => {
    const walk = new PortalWalk(options);

    before(async function () {
      needsRig(this);
      await walk.start();
    });
    afterEach(async function () {
      if (this.currentTest?.isFailed()) await walk.look('failed');
    });
    after(() => walk.end());

    for (const define of parts) define(walk);
  });
}

const parts = [guide, certificates, secrets, unlock, otherWays];

defineWalk({ name: 'dark', language: 'en', theme: 'Default Dark Modern', hand: 'mouse' }, parts);
defineWalk(
  { name: 'light', language: 'tr', theme: 'Default Light Modern', hand: 'keyboard' },
  parts,
);
