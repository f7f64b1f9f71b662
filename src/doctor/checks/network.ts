import { Asn1Error } from '../../pki/asn1.ts';
import type { StatusAddress } from '../../pki/statusAddresses.ts';
import { statusAddresses } from '../../pki/statusAddresses.ts';
import type { AddressFacts, Finding } from '../findings.ts';
import { finding } from '../findings.ts';
import { isLoopback } from '../../loopback.ts';
import type { HttpAnswer, Machine } from '../machine.ts';

/** More than any chain names; a card cannot make us ask the whole world. */
const MOST_ADDRESSES = 8;

/** By how many seconds a clock may be wrong before it is told, and before signatures suffer. */
const NOTICEABLE = 60;
const HARMFUL = 300;

/** An address of a certificate, and what came of asking it. */
interface Asked extends StatusAddress {
  readonly answer: HttpAnswer | null;
  /** This computer's clock in the middle of the question. */
  readonly at: Date;
}

/** Addresses in the certificates for OCSP and CRL, each asked once. */
export async function examineNetwork(
  machine: Machine,
  certificates: readonly Uint8Array[],
  seconds: number,
): Promise<readonly [Finding, Finding]> {
  const addresses = addressesOf(certificates);
  const asked = await Promise.all(addresses.map((address) => ask(machine, address, seconds)));
  return [revocationFinding(asked), clockFinding(asked)];
}

function addressesOf(certificates: readonly Uint8Array[]): StatusAddress[] {
  const all = certificates.flatMap((der) => {
    try {
      return statusAddresses(der);
    } catch (error) {
      if (error instanceof Asn1Error) return [];
      throw error;
    }
  });
  const byUrl = new Map(all.map((address) => [address.url.href, address]));
  return [...byUrl.values()].slice(0, MOST_ADDRESSES);
}

async function ask(machine: Machine, address: StatusAddress, seconds: number): Promise<Asked> {
  const began = machine.now().getTime();
  const answer = await machine
    .ask(address.url, AbortSignal.timeout(seconds * 1000))
    .catch(() => null);
  const at = new Date((began + machine.now().getTime()) / 2);
  return { ...address, answer, at };
}

/** One way to the status is enough; without any, nobody can check a signature. */
function revocationFinding(asked: readonly Asked[]): Finding {
  if (asked.length === 0) return finding('skipped', 'revocation/no-address', {});
  const addresses = asked.map(({ kind, url, answer }) => ({
    kind,
    url: url.href,
    status: answer?.status ?? null,
  }));
  const failing = addresses.filter((address) => !doesAnswer(address));
  if (failing.length === 0) return finding('ok', 'revocation/answers', { addresses });
  if (failing.every(({ url }) => isLoopback(new URL(url)))) {
    return finding('warning', 'revocation/simulator', { addresses });
  }
  return failing.length < addresses.length
    ? finding('warning', 'revocation/partly', { addresses })
    : finding('error', 'revocation/silent', { addresses });
}

/** A list has to be there; a responder that is asked nothing may well complain. */
function doesAnswer({ kind, status }: AddressFacts): boolean {
  if (status === null || status >= 500) return false;
  return kind === 'ocsp' || status < 400 || status === 405;
}

/** This computer's clock against the servers': one that agrees is enough. */
function clockFinding(asked: readonly Asked[]): Finding {
  const offsets = asked.flatMap(({ url, answer, at }) =>
    answer?.date ? [{ host: url.host, seconds: offset(at, answer.date) }] : [],
  );
  const [first, ...others] = offsets;
  if (first === undefined) return finding('skipped', 'clock/no-answer', {});
  const best = others.reduce(
    (least, one) => (Math.abs(one.seconds) < Math.abs(least.seconds) ? one : least),
    first,
  );
  const off = Math.abs(best.seconds);
  if (off <= NOTICEABLE) return finding('ok', 'clock/right', best);
  return finding(off > HARMFUL ? 'error' : 'warning', 'clock/off', best);
}

/** How far this computer is ahead, in seconds. A Date header has whole seconds, cut off. */
function offset(ours: Date, theirs: Date): number {
  const ahead = (ours.getTime() - theirs.getTime()) / 1000;
  return ahead >= 0 && ahead < 1 ? 0 : Math.round(ahead);
}
