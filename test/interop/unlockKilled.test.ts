import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualCard } from '../../src/card/virtual/virtualCard.ts';
import { isMuhurError } from '../../src/errors.ts';
import { fromHex, toHex } from '../../src/hex.ts';
import { PortalClient } from '../../src/portal/client.ts';
import * as menu from '../../src/portal/contract/menu.ts';
import { createOrganisation } from '../../src/portal/contract/organisations.ts';
import { unlockThroughPortal } from '../../src/portal/relay.ts';
import { seededRandom } from '../rig/random.ts';
import { sessionsIn } from '../rig/sessionsIn.ts';
import { startSimulatorProcess } from '../rig/simulatorProcess.ts';
import type { SimulatorProcess } from '../rig/simulatorProcess.ts';
import { COMMANDS, relayed, triesOf } from '../unit/portal/support/unlocking.ts';

describe('Kilit Çözme while the simulator is killed', function () {
  this.timeout(60_000);
  let random: (limit: number) => number;
  let folder = '';
  let simulator: SimulatorProcess;
  let client: PortalClient;
  let token = '';
  let card: VirtualCard;

  before(async () => {
    random = seededRandom('UNLOCK_SEED');
    folder = mkdtempSync(join(tmpdir(), 'muhur-unlock-'));
    await start();
    const body = { scenario: 'pin-blocked', keyAlgorithm: 'EC-P384' } as const;
    const test = { token: simulator.ready.testToken };
    const { vkn, cards } = await client.call(createOrganisation, { body }, test);
    await stop('SIGTERM');
    [token = ''] = await sessionsIn(folder, vkn);
    card = await VirtualCard.open(cards[0]?.directory ?? '');
    await start();
  });

  after(async () => {
    await card.close();
    await stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    simulator = await startSimulatorProcess(folder);
    client = new PortalClient({ baseUrl: simulator.ready.baseUrl });
  }

  async function stop(signal: NodeJS.Signals): Promise<void> {
    await client.close();
    await simulator.stop(signal);
  }

  /** Three wrong PINs. 111111 is never a right one. */
  async function lock(): Promise<void> {
    await card.reset();
    for (let i = 0; i < 3; i++) await card.transmit(fromHex('0020008006313131313131'));
    assert.deepEqual(await triesOf(card), { pin: '6983', puk: '63C3' });
  }

  /** Unlocks, and kills the simulator so long after the card's n-th answer. */
  async function unlockAndKill(n: number, milliseconds: number | null): Promise<void> {
    const { child } = simulator;
    let sent = 0;
    const killing = relayed(card, async (_, send) => {
      const answer = await send();
      if (++sent === n) {
        if (milliseconds === null) child.kill('SIGKILL');
        else setTimeout(() => child.kill('SIGKILL'), milliseconds);
      }
      return answer;
    });
    try {
      await unlockThroughPortal(client, token, killing);
    } catch (error) {
      if (!isMuhurError(error, 'portal/unreachable')) throw error;
    }
  }

  for (let n = 1; n <= COMMANDS; n++) {
    for (const moment of ['before', 'around the time when'] as const) {
      it(`goes on after that happened ${moment} answer ${n} came`, async () => {
        await lock();
        await unlockAndKill(n, moment === 'before' ? null : random(6));
        await stop('SIGKILL');
        await start();
        await card.reset();
        const done = await unlockThroughPortal(client, token, relayed(card));
        assert.equal(done.state, 'done');
        const { pin, puk } = await client.call(
          menu.showSecrets,
          { params: { cardSerial: card.serial }, body: { warningsRead: true } },
          { token },
        );
        assert.deepEqual({ pin, puk }, card.secrets);
        await card.reset();
        const verify = `00200080${toHex(Uint8Array.of(pin.length))}${toHex(Buffer.from(pin))}`;
        assert.equal(toHex(await card.transmit(fromHex(verify))), '9000');
        assert.equal((await triesOf(card)).puk, '63C3');
      });
    }
  }
});
