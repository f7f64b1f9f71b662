import { MuhurError } from '../../errors.ts';
import type { PortalClient } from '../../portal/client.ts';
import type { PortalServer } from './portalServer.ts';

/** What only our own simulator lets be done to it. @throws `portal/not-simulator` of another server. */
export async function testApi(
  server: PortalServer,
): Promise<{ readonly client: PortalClient; readonly token: string }> {
  const { client, testToken: token } = await server.connect();
  if (token === null) throw new MuhurError('portal/not-simulator', { address: client.baseUrl });
  return { client, token };
}
