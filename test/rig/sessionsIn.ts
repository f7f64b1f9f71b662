import { openData } from '../../src/portal/simulator/openData.ts';
import { keptPort } from '../../src/portal/simulator/port.ts';
import { Sessions } from '../../src/portal/simulator/signIn/sessions.ts';

/**
 * Sessions of organisations in the data of a simulator that does not run now, for when it does.
 * @returns their tokens.
 */
export async function sessionsIn(directory: string, ...vkns: string[]): Promise<string[]> {
  const data = await openData({ directory, key: null, log: () => undefined }, keptPort);
  const sessions = new Sessions(data.simulator);
  const tokens = vkns.map((vkn) => {
    const session = { vkn, signedInWith: 'password', signatory: null } as const;
    return data.simulator.database.transaction(() => sessions.open(session)).token;
  });
  data.close();
  return tokens;
}
