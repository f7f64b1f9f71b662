import { Asn1Error } from '../asn1.ts';
import type { DerValue } from '../derReader.ts';
import { DerReader, TAG, readSequence, readUnsigned } from '../derReader.ts';
import { oidText } from '../derValues.ts';
import type { DigestName } from '../signatureAlgorithm.ts';
import { readDigestAlgorithm } from '../signatureAlgorithm.ts';
import { readExtensions } from '../x509.ts';

/** TSTInfo: what a time-stamp server says (RFC 3161 §2.4.2). */
export interface TimeStampInfo {
  /** OID. */
  readonly policy: string;
  readonly imprint: {
    /** Null for one that we do not trust. */
    readonly algorithm: DigestName | null;
    readonly hash: Uint8Array;
  };
  /** The INTEGER, DER. */
  readonly serialNumber: Uint8Array;
  readonly time: Date;
  /** How far the true time may be from it; null when it is not told. */
  readonly accuracyMs: number | null;
  /** The INTEGER, DER. */
  readonly nonce: Uint8Array | null;
}

const GENERALIZED_TIME = 0x18;
const context = (tagNumber: number) => 0xa0 | tagNumber;
const primitive = (tagNumber: number) => 0x80 | tagNumber;

/** @throws Asn1Error */
export function readTimeStampInfo(der: Uint8Array): TimeStampInfo {
  const parts = readSequence(der);
  const [version, ...more] = readUnsigned(parts.next(TAG.integer), 4);
  if (version !== 1 || more.length > 0) throw new Asn1Error('another version');
  const policy = oidText(parts.next());
  const imprint = parts.enter();
  const algorithm = readDigestAlgorithm(imprint.next(TAG.sequence));
  const hash = imprint.next(TAG.octetString).contents;
  imprint.end();
  const serialNumber = parts.next(TAG.integer).bytes;
  const time = timeOf(parts.next(GENERALIZED_TIME));
  const accuracy = parts.nextIf(TAG.sequence);
  parts.nextIf(TAG.boolean);
  const nonce = parts.nextIf(TAG.integer)?.bytes ?? null;
  parts.nextIf(context(0));
  const extensions = parts.nextIf(context(1));
  parts.end();
  if (extensions !== null) refuseCritical(extensions);
  const accuracyMs = accuracy && readAccuracy(new DerReader(accuracy.contents));
  return { policy, imprint: { algorithm, hash }, serialNumber, time, accuracyMs, nonce };
}

/** GeneralizedTime in UTC, with or without parts of a second; milliseconds are kept. */
function timeOf({ contents }: DerValue): Date {
  const text = Buffer.from(contents).toString('latin1');
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,12}))?Z$/.exec(text);
  const [, year, month, day, hour, minute, second, fraction = ''] = match ?? [];
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`);
  if (Number.isNaN(date.getTime())) throw new Asn1Error('a time is wrong');
  return date;
}

/** Accuracy: seconds, millis [0], micros [1]. */
function readAccuracy(parts: DerReader): number {
  const seconds = parts.nextIf(TAG.integer);
  const millis = parts.nextIf(primitive(0));
  const micros = parts.nextIf(primitive(1));
  parts.end();
  return numberOf(seconds) * 1000 + numberOf(millis) + numberOf(micros) / 1000;
}

function numberOf(value: DerValue | null): number {
  return value === null ? 0 : parseInt(Buffer.from(readUnsigned(value, 5)).toString('hex'), 16);
}

function refuseCritical({ contents }: DerValue): void {
  for (const { critical } of readExtensions(new DerReader(contents)).values()) {
    if (critical) throw new Asn1Error('a critical extension is unknown');
  }
}
