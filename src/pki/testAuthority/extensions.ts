import type { Der } from '../der.ts';
import {
  boolean,
  enumerated,
  generalizedTime,
  ia5,
  integer,
  namedBits,
  nothing,
  octets,
  oid,
  sequence,
  tagged,
  taggedPrimitive,
  utf8,
  wrapped,
} from '../der.ts';
import { OID } from '../oids.ts';

/** Extensions of certificates, CRLs and OCSP messages (RFC 5280 §4.2, §5.2), each complete. */

export function basicConstraints(
  limits: { readonly ca: false } | { readonly ca: true; readonly pathLength: number | null },
): Der {
  if (!limits.ca) return extension(OID.basicConstraints, true, sequence());
  const pathLength = limits.pathLength === null ? [] : [integer(limits.pathLength)];
  return extension(OID.basicConstraints, true, sequence(boolean(true), ...pathLength));
}

/** @param bits positions of `KEY_USAGE`. */
export function keyUsage(...bits: number[]): Der {
  return extension(OID.keyUsage, true, namedBits(...bits));
}

export function extendedKeyUsage(...purposes: string[]): Der {
  return extension(OID.extKeyUsage, false, sequence(...purposes.map(oid)));
}

/** A time-stamp server's only purpose, critical as RFC 3161 §2.3 demands. */
export function timeStampingOnly(): Der {
  return extension(OID.extKeyUsage, true, sequence(oid(OID.timeStamping)));
}

/** id-pkix-ocsp-nocheck: nobody asks for the status of the responder (RFC 6960 §4.2.2.2.1). */
export function ocspNoCheck(): Der {
  return extension(OID.ocspNoCheck, false, nothing());
}

/** id-pkix-ocsp-nonce (RFC 8954), of a request and its response. */
export function ocspNonce(nonce: Uint8Array): Der {
  return extension(OID.ocspNonce, false, octets(nonce));
}

/** Since when an OCSP responder remembers certificates that have expired (RFC 6960 §4.4.4). */
export function archiveCutoff(since: Date): Der {
  return extension(OID.ocspArchiveCutoff, false, generalizedTime(since));
}

/** Since when certificates that have expired stay on the CRL (ISO/IEC 9594-8, expiredCertsOnCRL). */
export function expiredCertsOnCrl(since: Date): Der {
  return extension(OID.expiredCertsOnCrl, false, generalizedTime(since));
}

/** The number of a CRL (RFC 5280 §5.2.3). */
export function crlNumber(number: number): Der {
  return extension(OID.cRLNumber, false, integer(number));
}

/** Why a CRL entry is in it (RFC 5280 §5.3.1). */
export function reasonCode(reason: number): Der {
  return extension(OID.reasonCode, false, enumerated(reason));
}

export function subjectKeyIdentifier(keyId: Uint8Array): Der {
  return extension(OID.subjectKeyIdentifier, false, octets(keyId));
}

export function authorityKeyIdentifier(keyId: Uint8Array): Der {
  return extension(OID.authorityKeyIdentifier, false, sequence(taggedPrimitive(0, keyId)));
}

/** One policy, with the address of its statement and a notice to whoever relies on it. */
export function certificatePolicy(policy: string, statement: string, notice: string): Der {
  const qualifiers = sequence(
    sequence(oid(OID.cpsUri), ia5(statement)),
    sequence(oid(OID.userNotice), sequence(utf8(notice))),
  );
  return extension(OID.certificatePolicies, false, sequence(sequence(oid(policy), qualifiers)));
}

/** QCStatements without further information (RFC 3739 §3.2.6, ETSI EN 319 412-5). */
export function qcStatements(...statements: string[]): Der {
  const list = statements.map((statement) => sequence(oid(statement)));
  return extension(OID.qcStatements, false, sequence(...list));
}

export function crlDistributionPoint(url: string): Der {
  const point = sequence(tagged(0, tagged(0, uri(url))));
  return extension(OID.crlDistributionPoints, false, sequence(point));
}

export function authorityInfoAccess(addresses: {
  readonly ocsp?: string;
  readonly caIssuers?: string;
}): Der {
  const { ocsp, caIssuers } = addresses;
  return extension(
    OID.authorityInfoAccess,
    false,
    sequence(
      ...(ocsp === undefined ? [] : [sequence(oid(OID.ocsp), uri(ocsp))]),
      ...(caIssuers === undefined ? [] : [sequence(oid(OID.caIssuers), uri(caIssuers))]),
    ),
  );
}

/** GeneralName: uniformResourceIdentifier [6]. */
function uri(address: string): Der {
  return taggedPrimitive(6, Buffer.from(address, 'latin1'));
}

function extension(id: string, critical: boolean, value: Der): Der {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), wrapped(value));
}
