import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readState } from '../../src/card/virtual/stateFile.ts';
import { isMuhurError } from '../../src/errors.ts';
import { PortalClient } from '../../src/portal/client.ts';
import * as menu from '../../src/portal/contract/menu.ts';
import * as organisations from '../../src/portal/contract/organisations.ts';
import { depth } from '../depth.ts';
import { seededRandom } from '../rig/random.ts';
import { sessionsIn } from '../rig/sessionsIn.ts';
import { startSimulatorProcess } from '../rig/simulatorProcess.ts';
import type { SimulatorProcess } from '../rig/simulatorProcess.ts';
import { until } from '../rig/until.ts';

const ROUNDS = depth(6);

/** What was answered, and what was asked for last and may have happened or not. */
interface Promised {
  state: { answered: string; asked: string };
  address: { answered: number; asked: number };
  readonly organisations: string[];
  readonly renewals: string[];
}

describe('The simulator, killed while it writes', function () {
  this.timeout(60_000 + ROUNDS * 20_000);
  let folder = '';
  let simulator: SimulatorProcess;
  let client: PortalClient;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-durable-'));
  });

  after(() => {
    simulator.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    simulator = await startSimulatorProcess(folder);
    client = new PortalClient({ baseUrl: simulator.ready.baseUrl });
  }

  async function kill(): Promise<void> {
    await simulator.stop('SIGKILL');
    await client.close();
  }

  const newOrganisation = async (scenario: 'active' | 'revoked' | 'delivered') => {
    const body = { scenario, keyAlgorithm: 'EC-P384' } as const;
    const token = simulator.ready.testToken;
    return client.call(organisations.createOrganisation, { body }, { token });
  };
  const listed = async () => {
    const token = simulator.ready.testToken;
    return (await client.call(organisations.listOrganisations, {}, { token })).organisations;
  };

  it('has done all that it answered, and of the rest the whole or nothing', async () => {
    const random = seededRandom('MUHUR_SEED');
    await start();
    const active = await newOrganisation('active');
    const revoked = await newOrganisation('revoked');
    await simulator.stop();
    await client.close();
    const [token = '', renewing = ''] = await sessionsIn(folder, active.vkn, revoked.vkn);
    const serialNumber = active.cards[0]?.certificates[0]?.serialNumber ?? '';
    const cardSerial = revoked.cards[0]?.serial ?? '';
    const promised: Promised = {
      state: { answered: 'active', asked: 'active' },
      address: { answered: 0, asked: 0 },
      organisations: [active.vkn, revoked.vkn],
      renewals: [],
    };
    for (let round = 0; round < ROUNDS; round++) {
      await start();
      const writers = Promise.all([toggle(), move(), found(), renew()]);
      await delay(100 + random(900));
      await kill();
      await writers;
      await start();
      await verify();
      await kill();
    }
    const { organisations: made, renewals } = promised;
    assert.ok(made.length > 2 && renewals.length > 0 && promised.address.answered > 0);

    function toggle(): Promise<void> {
      return untilKilled(async () => {
        const { state } = promised;
        const suspends = state.answered === 'active';
        state.asked = suspends ? 'on-hold' : 'active';
        const route = suspends ? menu.suspendCertificate : menu.activateCertificate;
        state.answered = (await client.call(route, { params: { serialNumber } }, { token })).state;
      });
    }

    function move(): Promise<void> {
      return untilKilled(async () => {
        const { address } = promised;
        address.asked = address.answered + 1;
        const body = { address: `No ${String(address.asked)}` };
        await client.call(menu.updateDetails, { body }, { token });
        address.answered = address.asked;
      });
    }

    function found(): Promise<void> {
      return untilKilled(async () => {
        promised.organisations.push((await newOrganisation('delivered')).vkn);
      });
    }

    function renew(): Promise<void> {
      return untilKilled(async () => {
        const params = { cardSerial };
        const session = { token: renewing };
        const { fee } = await client.call(menu.readRenewalOffer, { params }, session);
        const body = { acceptedFee: fee, keyAlgorithm: 'EC-P384' } as const;
        const { card } = await client.call(menu.renewCard, { params, body }, session);
        promised.renewals.push(card.serial);
      });
    }

    async function verify(): Promise<void> {
      const { certificates } = await client.call(menu.listCertificates, {}, { token });
      const found = certificates.find((one) => one.serialNumber === serialNumber);
      const { state, address } = promised;
      assert.ok([state.answered, state.asked].includes(found?.state ?? ''), found?.state);
      state.answered = found?.state ?? '';
      const details = await client.call(menu.readDetails, {}, { token });
      const number = Number(/^No (\d+)$/.exec(details.address)?.[1] ?? 0);
      assert.ok([address.answered, address.asked].includes(number), details.address);
      address.answered = number;

      const all = await listed();
      const known = new Set(all.map(({ vkn }) => vkn));
      assert.deepEqual(
        promised.organisations.filter((vkn) => !known.has(vkn)),
        [],
      );
      const cards = all.flatMap((one) => one.cards);
      const serials = new Set(cards.map(({ serial }) => serial));
      assert.deepEqual(
        promised.renewals.filter((serial) => !serials.has(serial)),
        [],
      );
      for (const one of all) assert.ok(one.cards.length >= 2, `${one.vkn} has half its cards`);
      const folders = cards.map(({ directory }) => directory ?? '');
      for (const [i, directory] of folders.entries()) {
        const card = await readState(directory);
        assert.equal(card?.contents.pin.value, cards[i]?.pin);
        assert.ok((cards[i]?.certificates.length ?? 0) > 0);
      }
      await until(
        'no folder is left of what never came to be',
        () => readdirSync(join(folder, 'cards')).length === folders.length,
      );
    }
  });
});

/** Repeats until the other side is gone. */
async function untilKilled(action: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await action();
    } catch (error) {
      if (isMuhurError(error, 'portal/unreachable')) return;
      throw error;
    }
  }
}
