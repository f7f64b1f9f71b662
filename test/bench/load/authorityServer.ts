import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openAuthority } from '../../../src/portal/simulator/authority/openAuthority.ts';
import type { StoredAuthority } from '../../../src/portal/simulator/authority/types.ts';

/** The authority behind a bare HTTP server, in a process of its own. All certificates are good. */
process.once('message', (stored: StoredAuthority) => {
  const authority = openAuthority(stored, {
    statusOf: () => ({ kind: 'good' }),
    revoked: () => [],
    version: () => 1,
    nextCrlNumber: () => 1,
  });
  const server = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const now = new Date();
      const answer =
        request.url === '/ocsp'
          ? await authority.answerOcsp(body, { now })
          : await authority.answerTimeStamp(body, { now });
      response.writeHead(200, { 'Content-Length': answer.length }).end(answer);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
process.on('disconnect', () => process.exit());

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
