import { createHash } from 'node:crypto';
import type { Der } from '../../../../src/pki/der.ts';
import { boolean, encode, integer, octets, oid, sequence } from '../../../../src/pki/der.ts';
import { KEY_USAGE } from '../../../../src/pki/oids.ts';
import type { DigestName } from '../../../../src/pki/signatureAlgorithm.ts';
import { DIGEST_OIDS } from '../../../../src/pki/signatureAlgorithm.ts';
import type { Validity } from '../../../../src/pki/testAuthority/authority.ts';
import { keyUsage, timeStampingOnly } from '../../../../src/pki/testAuthority/extensions.ts';
import type { KeyPair } from '../../../../src/pki/testAuthority/keyPair.ts';
import { readTimeStampResponse } from '../../../../src/pki/timeStamp/readTimeStampResponse.ts';
import { openIdentity } from '../../../../src/portal/simulator/authority/identity.ts';
import { TimeStampServer } from '../../../../src/portal/simulator/authority/timeStampServer.ts';
import type { AnswerOptions } from '../../../../src/portal/simulator/authority/types.ts';
import type { TestAuthority } from '../../../rig/testAuthority.ts';

/** What is stamped. */
export const STAMPED = Buffer.from('what is stamped');

export const digestOf =
  (bytes: Uint8Array) =>
  (algorithm: DigestName): Uint8Array =>
    createHash(algorithm).update(bytes).digest();

/** TimeStampReq over `STAMPED`, DER. */
export function stampRequest({
  algorithm = 'sha256',
  certReq = true,
}: { algorithm?: DigestName; certReq?: boolean } = {}): Uint8Array {
  const hash = octets(digestOf(STAMPED)(algorithm));
  const imprint = sequence(sequence(oid(DIGEST_OIDS[algorithm])), hash);
  return encode(sequence(integer(1), imprint, ...(certReq ? [boolean(true)] : [])));
}

/** The token in an answer that grants one. */
export function tokenIn(answer: Uint8Array): Uint8Array {
  const response = readTimeStampResponse(answer);
  if (!response.granted) throw new Error(`refused with ${response.status}`);
  return response.token;
}

/** A time-stamp server with a certificate of its own making. */
export interface OwnServer {
  readonly certificate: Uint8Array;
  stamp(options: AnswerOptions): Promise<Uint8Array>;
}

/** @param extensions its extended key usage; right unless given. */
export function ownServer(
  { authority }: TestAuthority,
  { publicKey, privateKey }: KeyPair,
  validity: Validity,
  more: { extensions?: readonly Der[]; serialNumber?: Uint8Array; name?: string } = {},
): OwnServer {
  const { extensions = [timeStampingOnly()], name = 'Zaman Damgası - TEST', serialNumber } = more;
  const certificate = authority.issue(
    'qualified',
    {
      subject: [['CN', name]],
      extensions: [keyUsage(KEY_USAGE.digitalSignature), ...extensions],
    },
    publicKey,
    { validity, ...(serialNumber && { serialNumber }) },
  );
  const server = new TimeStampServer(
    openIdentity({
      privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      certificate: Buffer.from(certificate).toString('base64'),
    }),
  );
  return {
    certificate,
    stamp: async (options) => tokenIn(await server.answer(stampRequest(), options)),
  };
}
