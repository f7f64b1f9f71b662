import { Asn1Error } from './asn1.ts';
import { TAG, readSequence, readUnsigned } from './derReader.ts';
import { keyUsageOf } from './extensions.ts';
import { isSameName } from './names.ts';
import { KEY_USAGE, OID } from './oids.ts';
import { isSignature, trustedKey } from './signatureAlgorithm.ts';
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

/** `path`: from the leaf to the anchor, DER. `certificate`: the one with the problem. */
export type ChainResult =
  | { readonly valid: true; readonly path: readonly Uint8Array[] }
  | { readonly valid: false; readonly problem: ChainProblem; readonly certificate: Uint8Array };

/** Certificates between leaf and anchor; real chains have one. */
const MOST_INTERMEDIATES = 6;
/** Of all that is given, whoever gave it; more are not looked at. */
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
  if (start === undefined) return { valid: false, problem: 'malformed', certificate: leaf };
  const search = {
    anchors: readable(anchors),
    others: readable(intermediates),
    at,
    left: MOST_SIGNATURES,
  };
  return ownProblem(start, at) ?? extend([start], search);
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
  return failure ?? refuse('issuer-unknown', last);
}

function issuerProblem(issuer: X509, path: Path, search: Search): ChainResult | null {
  const last = path.at(-1) ?? path[0];
  if (path.length > MOST_INTERMEDIATES + 1 || search.left === 0) return refuse('too-long', issuer);
  search.left--;
  const signature = signatureProblem(last, issuer);
  if (signature !== null) return refuse(signature, last);
  // Of those in between, the ones that issued themselves do not count (RFC 5280 §4.2.1.9).
  const below = path.slice(1).filter(({ issuer: i, subject }) => !isSameName(i, subject)).length;
  return ownProblem(issuer, search.at) ?? authorityProblem(issuer, below);
}

function signatureProblem(certificate: X509, issuer: X509): ChainProblem | null {
  const { signatureAlgorithm: algorithm, toBeSigned, signature } = certificate;
  const key = trustedKey(issuer.publicKeyInfo);
  if (!algorithm?.digest || key?.asymmetricKeyType !== algorithm.key) return 'algorithm';
  return isSignature(key, algorithm.digest, toBeSigned, signature) ? null : 'signature';
}

/** What is wrong with a certificate wherever it stands in the path. */
function ownProblem(certificate: X509, at: Date): ChainResult | null {
  if (!(at >= certificate.notBefore)) return refuse('not-yet-valid', certificate);
  if (!(at <= certificate.notAfter)) return refuse('expired', certificate);
  for (const [id, { critical }] of certificate.extensions) {
    if (critical && !KNOWN_EXTENSIONS.includes(id)) {
      return refuse('critical-extension', certificate);
    }
  }
  return null;
}

function authorityProblem(issuer: X509, below: number): ChainResult | null {
  try {
    const { ca, pathLength } = basicConstraints(issuer);
    if (!ca) return refuse('not-a-ca', issuer);
    if (pathLength !== null && below > pathLength) return refuse('path-length', issuer);
    const usage = issuer.extensions.get(OID.keyUsage);
    const bits = keyUsageOf(new Map(usage ? [[OID.keyUsage, usage.value]] : []));
    return bits.has(KEY_USAGE.keyCertSign) ? null : refuse('key-usage', issuer);
  } catch (error) {
    if (error instanceof Asn1Error) return refuse('malformed', issuer);
    throw error;
  }
}

/** RFC 5280 §4.2.1.9; nobody is an authority without it. @throws Asn1Error */
function basicConstraints({ extensions }: X509): { ca: boolean; pathLength: number | null } {
  const extension = extensions.get(OID.basicConstraints);
  if (extension === undefined) return { ca: false, pathLength: null };
  const parts = readSequence(extension.value);
  const ca = parts.nextIf(TAG.boolean)?.contents[0] === 0xff;
  const length = parts.nextIf(TAG.integer);
  parts.end();
  const pathLength = length && Number(`0x${Buffer.from(readUnsigned(length, 4)).toString('hex')}`);
  return { ca, pathLength };
}

/** What cannot be read can issue nothing. */
function readable(certificates: readonly Uint8Array[]): X509[] {
  return certificates.slice(0, MOST_CANDIDATES).flatMap((der) => {
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

function refuse(problem: ChainProblem, { der }: X509): ChainResult & { valid: false } {
  return { valid: false, problem, certificate: der };
}
