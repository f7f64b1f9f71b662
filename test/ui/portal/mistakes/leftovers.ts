import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
  contentOf,
  filesBelow,
  numbersIn,
  secretsIn,
} from '../../../host/support/searchSecrets.ts';
import { SEED } from '../../../../src/portal/simulator/organisations/seed.ts';
import { until } from '../../../rig/until.ts';
import { keptInBrowser } from '../../support/browserTraces.ts';
import type { SessionTokens } from '../../support/sessionTokens.ts';
import type { PortalWalk } from '../walk.ts';
import { hostile } from './hostile.ts';
import { WRONG_WORD } from './signIn.ts';

/** What the whole walk leaves on the disk and in the browser. */
export function leftovers(walk: PortalWalk, tokens: SessionTokens): void {
  const secrets = new Set<string>();
  /** Six digits each. */
  const numbers = new Set<string>();
  let atStart: ReadonlyMap<string, string>;

  /** Takes in what the cards have now. */
  async function note(): Promise<void> {
    const organisations = [await hostile(walk), await walk.seed()];
    for (const { securityWord, cards } of organisations) {
      // That of the first organisation is no secret: the walkthrough tells it.
      if (securityWord !== SEED.securityWord) secrets.add(securityWord ?? assert.fail());
      for (const { pin, puk } of cards) {
        numbers.add(pin ?? assert.fail());
        secrets.add(puk ?? assert.fail());
      }
    }
  }

  before(async () => {
    await walk.workbench.openExplorer();
    await walk.workbench.command(walk.say.startSimulator);
    await until('the simulator runs', () => walk.simulator.isRunning);
    await note();
    atStart = await everythingKept();
  });

  /**
   * All that is kept but what has to tell: the virtual cards, which are their PINs and PUKs, and the
   * simulator's own folder, which has the SMS and the token for test suites. The session's token is
   * where VS Code keeps secrets, and sealed there.
   */
  async function everythingKept(): Promise<ReadonlyMap<string, string>> {
    const { page, state } = walk.workbench;
    const files = filesBelow(state).filter(
      (file) => !file.startsWith(walk.simulator.directory + sep),
    );
    return new Map([
      ['the browser', await keptInBrowser(page)],
      ...files.map((file) => [file, contentOf(file)] as const),
    ]);
  }

  describe('What is left of it all', () => {
    before(async () => {
      const { portal, say, workbench } = walk;
      await note();
      for (const code of await walk.simulator.codes()) numbers.add(code);
      for (const token of tokens.all) secrets.add(token);
      secrets.add(walk.simulator.testToken).add(WRONG_WORD);
      await portal.press('signOut');
      await portal.see({ words: say.portal });
      await workbench.closeTab('Kamu SM');
      // What stood somewhere before it was a secret is no trace of it.
      for (const text of atStart.values()) {
        for (const number of numbersIn(text, [...numbers])) numbers.delete(number);
      }
    });

    it('is searched for all that was secret', () => {
      assert.ok(tokens.all.length >= 2, 'the walk has signed in more than once');
      assert.ok(numbers.size >= 8 && [...numbers].every((number) => /^\d{6}$/.test(number)));
      assert.ok([...secrets].every((secret) => secret.length >= 8));
    });

    it('is no secret in any file, nor in anything that the browser keeps or shows', async () => {
      for (const [place, text] of await everythingKept()) {
        const told = [...secretsIn(text, [...secrets]), ...numbersIn(text, [...numbers])];
        assert.deepEqual(told, [], place);
      }
    });

    for (const encoding of ['utf8', 'utf16le', 'base64'] as const) {
      it(`would be found in a file and in the browser, as ${encoding}`, async () => {
        const { page, state } = walk.workbench;
        const [secret, number] = [[...secrets].at(-1) ?? '', [...numbers].at(-1) ?? ''];
        const planted = bytesOf(`“${secret}” ${number}.`, encoding);
        const file = join(state, 'planted');
        writeFileSync(file, planted);
        assert.deepEqual(found(contentOf(file)), [secret, number]);
        rmSync(file);
        await page.evaluate(`localStorage.setItem('planted', ${JSON.stringify(text(planted))})`);
        assert.deepEqual(found(await keptInBrowser(page)), [secret, number]);
        await page.evaluate(`localStorage.removeItem('planted')`);

        function found(where: string): readonly string[] {
          const isThere = (it: string) => secretsIn(where, [it]).length > 0;
          return [...[secret].filter(isThere), ...numbersIn(where, [number])];
        }
      });
    }
  });
}

function bytesOf(text: string, encoding: 'utf8' | 'utf16le' | 'base64'): Buffer {
  if (encoding === 'base64') return Buffer.from(Buffer.from(text).toString('base64'));
  return Buffer.from(text, encoding);
}

function text(bytes: Buffer): string {
  return bytes.toString('latin1');
}
