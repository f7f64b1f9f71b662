import { MuhurError } from '../../errors.ts';
import { Asn1Error } from '../../pki/asn1.ts';
import { readCms } from '../../pki/cms/readCms.ts';
import type { Der } from '../../pki/der.ts';
import { encode, oid, raw, sequence, setOf, wrap } from '../../pki/der.ts';
import type { DerValue } from '../../pki/derReader.ts';
import { DerReader, readSequence } from '../../pki/derReader.ts';
import { OID } from '../../pki/oids.ts';

const SET = 0x31;
const CONTEXT_0 = 0xa0;
const UNSIGNED_ATTRIBUTES = 0xa1;

/**
 * What a time stamp for level T is over: the signature value of the only signer (RFC 5126 §6.1.1).
 * @throws `cms/malformed`
 */
export function stampedValue(cms: Uint8Array): Uint8Array {
  return checked(() => {
    const [signer] = readCms(cms, 1, cms.length).signers;
    if (signer === undefined) throw new Asn1Error('nobody signed');
    return signer.signature;
  });
}

/**
 * The CMS with a time stamp beside its only signature: CAdES level T (EN 319 122-1 §5.3). Everything
 * else in it stays byte for byte.
 * @param cms DER. @param token TimeStampToken, DER. @throws `cms/malformed`
 */
export function withTimeStamp(cms: Uint8Array, token: Uint8Array): Uint8Array {
  return checked(() => {
    const [type, wrapped, ...none] = valuesOf(readSequence(cms));
    const [signedData] = wrapped ? valuesOf(new DerReader(wrapped.contents)) : [];
    const parts = signedData ? valuesOf(new DerReader(signedData.contents)) : [];
    const signers = parts.pop();
    const [signer, ...more] = signers ? valuesOf(new DerReader(signers.contents)) : [];
    if (!type || none.length > 0 || signers?.tag !== SET || !signer || more.length > 0) {
      throw new Asn1Error('not one signature');
    }
    const stamped = stampedSigner(signer, token);
    const content = sequence(...parts.map(asIs), wrap(SET, [stamped]));
    return encode(sequence(asIs(type), wrap(CONTEXT_0, [content])));
  });
}

function stampedSigner({ contents }: DerValue, token: Uint8Array): Der {
  const fields = valuesOf(new DerReader(contents));
  const last = fields.at(-1);
  const unsigned = last?.tag === UNSIGNED_ATTRIBUTES ? fields.pop() : undefined;
  const others = unsigned ? valuesOf(new DerReader(unsigned.contents)).map(asIs) : [];
  const attribute = sequence(oid(OID.signatureTimeStamp), setOf(raw(token)));
  const attributes = encode(setOf(...others, attribute));
  // [1] IMPLICIT: the same contents under another tag.
  attributes[0] = UNSIGNED_ATTRIBUTES;
  return sequence(...fields.map(asIs), raw(attributes));
}

function valuesOf(reader: DerReader): DerValue[] {
  const values: DerValue[] = [];
  while (!reader.isAtEnd) values.push(reader.next());
  return values;
}

function asIs({ bytes }: DerValue): Der {
  return raw(bytes);
}

function checked<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    throw new MuhurError('cms/malformed', { reason: error.message }, { cause: error });
  }
}
