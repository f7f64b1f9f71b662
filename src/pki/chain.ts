import { Asn1Error } from './asn1.ts';
import { basicConstraints } from './basicConstraints.ts';
import { keyUsageOf } from './extensions.ts';
import { isSameName } from './names.ts';
import { KEY_USAGE, OID } from './oids.ts';
import { isSignedBy, trustedKeyFor } from './signedBy.ts';
import type { X509 } from './x509.ts';
import { parseX509 } from './x509.ts';

/** Why a certificate does not chain to an anchor. The first that stands in the way is told. */
export type ChainProblem =
  | 'malformed'
  | 'issuer-unknown'
  | 'signature'
  | 'algorithm'
  | 'not-yet-valid'
  | 'expired'
  | 'not-a-ca'
  | 'path-length'
  | 'key-usage'
  | 'critical-extension'
  | 'too-long';

/**
 * `path`: from the leaf to the anchor, or as far as it was right, DER. `certificate`: the one with
 * the problem.
 */
export type ChainResult =
  | { readonly valid: true; readonly path: readonly Uint8Array[] }
  | {
      readonly valid: false;
      readonly problem: ChainProblem;
      readonly certificate: Uint8Array;
      readonly path: readonly Uint8Array[];
    };

/** Certificates between leaf and anchor; real chains have one. */
const MOST_INTERMEDIATES = 6;
/** Of those in between, which may come from anybody; more are not looked at. */
const MOST_CANDIDATES = 64;
/** Signatures that are checked in all, so that cross-certificates cannot keep us busy. */
const MOST_SIGNATURES = 64;

/** Critical extensions that are processed here, or are the caller's to judge (RFC 5280 §4.2). */
const KNOWN_EXTENSIONS: readonly string[] = [
  OID.basicConstraints,
  OID.keyUsage,
  OID.extKeyUsage,
  OID.certificatePolicies,
  OID.subjectAltName,
];

/**
 * Looks for a way from a certificate to an anchor (RFC 5280 §6.1): signatures, names, validity at
 * that time, basicConstraints, keyCertSign, path length, critical extensions. Policies, revocation
 * and what the leaf may be used for are the caller's matter. Never throws.
 *
 * @param anchors certificates that are trusted as they are; their validity counts all the same.
 */
export function verifyChain(
  leaf: Uint8Array,
  intermediates: readonly Uint8Array[],
  anchors: readonly Uint8Array[],
  at: Date,
): ChainResult {
  const start = readable([leaf])[0];
  if (start === undefined) {
    return { valid: false, problem: 'malformed', certificate: leaf, path: [] };
  }
  const search = {
    anchors: readable(anchors),
    others: readable(intermediates.slice(0, MOST_CANDIDATES)),
    at,
    left: MOST_SIGNATURES,
  };
  return ownProblem(start, [], at) ?? extend([start], search);
}

/** From the leaf on. */
type Path = readonly [X509, ...X509[]];

interface Search {
  readonly anchors: readonly X509[];
  readonly others: readonly X509[];
  readonly at: Date;
  /** Signatures that may still be checked. */
  left: number;
}

/** Depth first: the path so far, one issuer further. The first problem met is the one reported. */
function extend(path: Path, search: Search): ChainResult {
  const last = path.at(-1) ?? path[0];
  let failure: ChainResult | null = null;
  const isNew = (issuer: X509) => !path.some(({ der }) => Buffer.from(der).equals(issuer.der));
  const named = ({ subject }: X509) => isSameName(subject, last.issuer);
  for (const [issuers, isAnchor] of [
    [search.anchors, true],
    [search.others, false],
  ] as const) {
    for (const issuer of issuers.filter((candidate) => named(candidate) && isNew(candidate))) {
      const result =
        issuerProblem(issuer, path, search) ??
        (isAnchor ? found([...path, issuer]) : extend([...path, issuer], search));
      if (result.valid) return result;
      failure ??= result;
    }
  }
  return failure ?? refuse('issuer-unknown', last, path);
}

function issuerProblem(issuer: X509, path: Path, search: Search): ChainResult | null {
  const last = path.at(-1) ?? path[0];
  if (path.length > MOST_INTERMEDIATES + 1 || search.left === 0) {
    return refuse('too-long', issuer, path);
  }
  search.left--;
  const signature = signatureProblem(last, issuer);
  if (signature !== null) return refuse(signature, last, path);
  // Of those in between, the ones that issued themselves do not count (RFC 5280 §4.2.1.9).
  const below = path.slice(1).filter(({ issuer: i, subject }) => !isSameName(i, subject)).length;
  const problem = authorityProblem(issuer, below);
  return (
    ownProblem(issuer, path, search.at) ?? (problem === null ? null : refuse(problem, issuer, path))
  );
}

function signatureProblem(certificate: X509, issuer: X509): ChainProblem | null {
  const key = trustedKeyFor(certificate, issuer);
  if (key === null) return 'algorithm';
  return isSignedBy(certificate, issuer) ? null : 'signature';
}

/** What is wrong with a certificate wherever it stands in the path. */
function ownProblem(certificate: X509, path: readonly X509[], at: Date): ChainResult | null {
  if (!(at >= certificate.notBefore)) return refuse('not-yet-valid', certificate, path);
  if (!(at <= certificate.notAfter)) return refuse('expired', certificate, path);
  for (const [id, { critical }] of certificate.extensions) {
    if (critical && !KNOWN_EXTENSIONS.includes(id)) {
      return refuse('critical-extension', certificate, path);
    }
  }
  return null;
}

function authorityProblem(issuer: X509, below: number): ChainProblem | null {
  try {
    const { ca, pathLength } = basicConstraints(issuer);
    if (!ca) return 'not-a-ca';
    if (pathLength !== null && below > pathLength) return 'path-length';
    const usage = issuer.extensions.get(OID.keyUsage);
    const bits = keyUsageOf(new Map(usage ? [[OID.keyUsage, usage.value]] : []));
    return bits.has(KEY_USAGE.keyCertSign) ? null : 'key-usage';
  } catch (error) {
    if (error instanceof Asn1Error) return 'malformed';
    throw error;
  }
}

/** What cannot be read can issue nothing. */
function readable(certificates: readonly Uint8Array[]): X509[] {
  return certificates.flatMap((der) => {
    try {
      return [parseX509(der)];
    } catch (error) {
      if (error instanceof Asn1Error) return [];
      throw error;
    }
  });
}

function found(path: readonly X509[]): ChainResult {
  return { valid: true, path: path.map(({ der }) => der) };
}

function refuse(
  problem: ChainProblem,
  certificate: X509,
  path: readonly X509[],
): ChainResult & { valid: false } {
  const far = path.map(({ der }) => der);
  return { valid: false, problem, certificate: certificate.der, path: far };
}
