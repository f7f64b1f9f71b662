import assert from 'node:assert/strict';
import type { CardsState } from '../../src/card/cardState.ts';
import type { RawCard } from '../rig/rawCard.ts';
import { insertRawCard } from '../rig/rawCard.ts';
import { killPcscd, needsRig, READERS, startPcscd } from '../rig/pcscd.ts';
import { deleteAll, inTree, openExplorer, run, services, textOf } from './support/access.ts';
import { User } from './support/user.ts';

const [{ name: reader, port }] = READERS;

/** AKİS 2.5.2; mali mühür cards and identity cards of these years have it. */
const AKIS_2 = '3B9F978131FE4580655443D3228231C073F621808105D3';
/** A card of another make. */
const OTHER = '3B6500002063CB6800';

const PIN_COMMANDS = [0x20, 0x24, 0x2c];

/** The rows of the reader, as text, once they look as expected. */
function rowsOfReader(expected: RegExp): Promise<string> {
  return inTree(String(expected), (roots) => {
    const node = roots.find(({ status }) => status.name === reader);
    const text = node && textOf([node]);
    return text !== undefined && expected.test(text) ? text : undefined;
  });
}

describe('A PC/SC reader in the explorer', () => {
  let user: User;
  let card: RawCard | undefined;

  before(async function () {
    needsRig(this);
    await openExplorer();
    await deleteAll();
  });
  beforeEach(async () => {
    user = new User();
    await rowsOfReader(/\| no card\n$/);
  });
  afterEach(() => {
    card?.pull();
    card = undefined;
    user.leave();
  });

  it('shows a card of another make as what it is, and sends it nothing', async () => {
    card = await insertRawCard(port, { atr: OTHER, answer: () => '6D00' });
    const text = await rowsOfReader(/Unknown card/);
    assert.equal(text, `${reader} | \n  Unknown card | \n`);
    await run('maliMuhur.pin.verify');
    assert.match(user.heard.join(), /^error: Mali Mühür does not know this card/);
    assert.deepEqual(card.received, []);
  });

  it('reads a real AKİS card, but never sends it a PIN command', async () => {
    card = await insertRawCard(port, { atr: AKIS_2, answer: () => '6A82' });
    await rowsOfReader(/AKİS 2\.5\.2 \| PIN: number of tries unknown/);
    await run('maliMuhur.pin.verify');
    assert.match(
      user.heard.join(),
      /^error: This card takes a PIN only through its maker’s PKCS#11/,
    );
    assert.deepEqual(user.boxes, []);
    const instructions = card.received.map((command) => command[1] ?? 0);
    assert.ok(instructions.every((instruction) => !PIN_COMMANDS.includes(instruction)));
  });

  it('goes with the PC/SC service, and comes back with it by itself', async () => {
    await killPcscd();
    try {
      await inTree('lack of readers', (roots) => (roots.length === 0 ? true : undefined));
      await untilState(({ problem }) => problem?.code === 'reader/no-service');
    } finally {
      await startPcscd();
    }
    await rowsOfReader(/\| no card\n$/);
  });
});

/** Waits for the state of the cards that is asked for. */
async function untilState(isExpected: (state: CardsState) => boolean): Promise<void> {
  const { cards } = await services();
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (!isExpected(cards.state)) return;
      changes.dispose();
      resolve();
    };
    const changes = cards.onDidChange(look);
    look();
  });
}
