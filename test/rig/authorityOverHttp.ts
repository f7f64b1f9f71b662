import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AUTHORITY_PATHS } from '../../src/portal/simulator/authority/addresses.ts';
import { decodeOcspPath } from '../../src/portal/simulator/authority/ocspPath.ts';
import type { AnswerOptions } from '../../src/portal/simulator/authority/types.ts';
import { ISSUERS } from '../../src/portal/simulator/authority/types.ts';
import type { TestAuthority } from './testAuthority.ts';
import { newTestAuthority } from './testAuthority.ts';

/** A test authority that answers at its addresses on the loopback network, for other programs. */
export interface AuthorityOverHttp {
  readonly pki: TestAuthority;
  readonly baseUrl: string;
  /** How it answers from now on. */
  options: AnswerOptions;
  close(): Promise<void>;
}

export async function authorityOverHttp(): Promise<AuthorityOverHttp> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pki = await newTestAuthority(baseUrl);
  const running: AuthorityOverHttp = {
    pki,
    baseUrl,
    options: { now: new Date() },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.on('request', (request, response) => {
    void answer(running, request).then((bytes) => {
      const type = { 'Content-Type': typeOf(request.url ?? '') };
      response.writeHead(bytes ? 200 : 404, type).end(bytes ?? undefined);
    });
  });
  return running;
}

async function answer(
  { pki: { authority }, options }: AuthorityOverHttp,
  request: IncomingMessage,
): Promise<Uint8Array | null> {
  const path = request.url ?? '';
  const body = await bodyOf(request);
  if (path === AUTHORITY_PATHS.ocsp) return authority.answerOcsp(body, options);
  if (path.startsWith(`${AUTHORITY_PATHS.ocsp}/`)) {
    const encoded = path.slice(AUTHORITY_PATHS.ocsp.length + 1);
    return authority.answerOcsp(decodeOcspPath(encoded), options);
  }
  if (path === AUTHORITY_PATHS.timeStamp) return authority.answerTimeStamp(body, options);
  const crl = ISSUERS.find((issuer) => path === AUTHORITY_PATHS.crl(issuer));
  if (crl) return authority.crlOf(crl, options);
  const issuer = ISSUERS.find((id) => path === AUTHORITY_PATHS.certificate(id));
  return issuer ? authority.certificates[issuer] : null;
}

function typeOf(path: string): string {
  if (path.startsWith(AUTHORITY_PATHS.ocsp)) return 'application/ocsp-response';
  if (path === AUTHORITY_PATHS.timeStamp) return 'application/timestamp-reply';
  return path.endsWith('.crl') ? 'application/pkix-crl' : 'application/pkix-cert';
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
