import { AUTHORITY_PATHS } from './authority/addresses.ts';
import { allRoutes } from './features.ts';
import type { DataOptions, OpenData } from './openData.ts';
import { openData } from './openData.ts';
import { plantSeed } from './organisations/seed.ts';
import { claimPort, listenOn } from './port.ts';
import { createHttpServer } from './server/httpServer.ts';
import type { Simulator } from './simulator.ts';
import { STATE_TABLES } from './store/migrations.ts';
import { Snapshots } from './testSuite/snapshots.ts';

export interface StartOptions extends DataOptions {
  /** For new data; by default any free one, which is then kept. */
  readonly port?: number;
}

/** What is told when the simulator answers. */
export interface ReadyLine {
  readonly baseUrl: string;
  readonly portalUrl: string;
  readonly ocspUrl: string;
  readonly crlUrl: string;
  readonly tsaUrl: string;
  readonly caUrl: string;
  readonly rootUrl: string;
  readonly testToken: string;
}

export interface RunningSimulator {
  readonly ready: ReadyLine;
  readonly simulator: Simulator;
  /** Stops answering and lets go of the data. */
  close(): Promise<void>;
}

/**
 * Starts the simulator on its data, or on new data.
 * @throws `simulator/…`.
 */
export async function startSimulator(options: StartOptions): Promise<RunningSimulator> {
  let port = 0;
  const data = await openData(options, async (database) => {
    port = await claimPort(database, options.port);
    return port;
  });
  try {
    await beginOnce(data.simulator);
    return await serve(data, port);
  } catch (error) {
    data.close();
    throw error;
  }
}

/** When the seed was planted; its presence says that it was. */
const SEEDED = 'seeded';

/** Plants the seed in new data, and brings to its end what was interrupted. */
async function beginOnce(simulator: Simulator): Promise<void> {
  const { database, cards } = simulator;
  const snapshots = new Snapshots(simulator);
  if (database.setting(SEEDED) !== null) return snapshots.finish();
  database.transaction(() => {
    for (const table of [...STATE_TABLES].reverse()) database.run(`DELETE FROM ${table}`);
  });
  await cards.removeOrphans();
  await plantSeed(simulator);
  snapshots.keepSeed();
  database.setSetting(SEEDED, simulator.clock.stamp());
}

async function serve(data: OpenData, port: number): Promise<RunningSimulator> {
  const { simulator } = data;
  const server = createHttpServer(simulator, allRoutes(simulator));
  await listenOn(server, port);
  simulator.keys.fillWhenIdle();
  void simulator.cards.removeOrphans();
  return {
    ready: readyLine(simulator),
    simulator,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      data.close();
    },
  };
}

function readyLine({ baseUrl, testToken }: Simulator): ReadyLine {
  return {
    baseUrl,
    portalUrl: `${baseUrl}/portal/v1`,
    ocspUrl: baseUrl + AUTHORITY_PATHS.ocsp,
    crlUrl: baseUrl + AUTHORITY_PATHS.crl('seal'),
    tsaUrl: baseUrl + AUTHORITY_PATHS.timeStamp,
    caUrl: baseUrl + AUTHORITY_PATHS.certificate('seal'),
    rootUrl: baseUrl + AUTHORITY_PATHS.certificate('root'),
    testToken,
  };
}
