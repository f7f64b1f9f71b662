import { needsRig } from '../../rig/pcscd.ts';
import type { WalkOptions } from './walk.ts';
import { PortalWalk } from './walk.ts';

export type Part = (walk: PortalWalk) => void;

/** One VS Code for a whole walk: each part goes on where the one before has left. */
export function defineWalk(title: string, options: WalkOptions, parts: readonly Part[]): void {
  describe(title, () => {
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
