import { createHash } from 'node:crypto';
import type { Der } from '../../../src/pki/der.ts';
import {
  encode,
  integer,
  nothing,
  octets,
  oid,
  raw,
  sequence,
  set,
  setOf,
  tagged,
  time,
} from '../../../src/pki/der.ts';
import { OID } from '../../../src/pki/oids.ts';
import { parseX509 } from '../../../src/pki/x509.ts';
import type { TestSigner } from './cmsSigner.ts';
import { signPrepared } from './cmsSigner.ts';

export const CONTENT = Buffer.from('Giriş metni');
export const SHA_256 = sequence(oid(OID.sha256));

export const hash = (bytes: Uint8Array): Der => octets(createHash('sha256').update(bytes).digest());
export const attribute = (type: string, ...values: Der[]): Der =>
  sequence(oid(type), set(...values));

/** Parts of a SignedData that a test puts in place of the right ones. */
export interface Parts {
  readonly contentType?: string;
  /** Null: it is detached. */
  readonly content?: Uint8Array | null;
  readonly digestAlgorithm?: Der;
  readonly signatureAlgorithm?: Der;
  /** Null: nothing but the content is signed. */
  readonly attributes?: readonly Der[] | null;
  readonly unsigned?: readonly Der[];
  readonly certificates?: readonly Uint8Array[];
  readonly signerId?: Der;
  /** How often the SignerInfo is in it. */
  readonly signers?: number;
  /** By which function the value is made. */
  readonly hash?: 'sha1' | 'sha256';
  readonly changed?: (signature: Uint8Array) => Uint8Array;
}

type Key = Pick<TestSigner, 'privateKey' | 'certificate'>;

/** What a CAdES-BES signature over CONTENT has signed. */
export function rightAttributes(signer: Key): readonly [Der, Der, Der, Der] {
  return [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, hash(CONTENT)),
    attribute(OID.signingTime, time(new Date())),
    attribute(OID.signingCertificateV2, sequence(sequence(sequence(hash(signer.certificate))))),
  ];
}

/** A SignerInfo, properly signed with an RSA key over whatever its parts are. */
export function builtSigner(signer: Key, parts: Parts): Der {
  const { digestAlgorithm = SHA_256, attributes = rightAttributes(signer) } = parts;
  const { signatureAlgorithm = sequence(oid(OID.sha256WithRsa), nothing()) } = parts;
  const { content = CONTENT, unsigned = [], changed = (it: Uint8Array) => it } = parts;
  const { issuerDer, serialNumber } = parseX509(signer.certificate);
  const signed = attributes && encode(setOf(...attributes));
  const toBeSigned = signed ?? content ?? new Uint8Array();
  const value = signPrepared(signer, { toBeSigned, digestAlgorithm: parts.hash ?? 'sha256' });
  return sequence(
    integer(1),
    parts.signerId ?? sequence(raw(issuerDer), raw(serialNumber)),
    digestAlgorithm,
    ...(signed === null ? [] : [implicit(signed, 0xa0)]),
    signatureAlgorithm,
    octets(changed(value)),
    ...(unsigned.length === 0 ? [] : [implicit(encode(setOf(...unsigned)), 0xa1)]),
  );
}

/** A CMS in which only what the parts say is not as it should be. */
export function builtCms(signer: Key, parts: Parts = {}): Uint8Array {
  const { contentType = OID.data, certificates = [signer.certificate], signers = 1 } = parts;
  const { digestAlgorithm = SHA_256, content = CONTENT } = parts;
  const info = builtSigner(signer, parts);
  const signedData = sequence(
    integer(1),
    set(digestAlgorithm),
    sequence(oid(contentType), ...(content === null ? [] : [tagged(0, octets(content))])),
    tagged(0, ...certificates.map((der) => raw(der))),
    set(...Array<Der>(signers).fill(info)),
  );
  return encode(sequence(oid(OID.signedData), tagged(0, signedData)));
}

function implicit(signed: Uint8Array, tag: number): Der {
  const bytes = Uint8Array.from(signed);
  bytes[0] = tag;
  return raw(bytes);
}
