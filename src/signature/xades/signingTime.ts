import type { X509 } from '../../pki/x509.ts';
import { finding } from '../report/findings.ts';
import type { Checked } from './checkReferences.ts';
import { NOTHING, found, together } from './checkReferences.ts';
import { startTagOf } from '../xml/tree.ts';
import type { Properties } from './readProperties.ts';

const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;
/** Turkey's time, for a time that does not say whose it is. */
const TURKEY = '+03:00';
/** Clocks of honest computers differ by less. */
const TOLERANCE = 5 * 60 * 1000;

/** An xs:dateTime. Without a zone it is taken for Turkey's time. @returns null when it is none. */
export function parseDateTime(text: string): { date: Date; hasZone: boolean } | null {
  const [, whole, fraction = '', zone] = DATE_TIME.exec(text) ?? [];
  if (whole === undefined) return null;
  const date = new Date(`${whole}${fraction.slice(0, 4)}${zone ?? TURKEY}`);
  return Number.isNaN(date.getTime()) ? null : { date, hasZone: zone !== undefined };
}

/** SigningTime is what the signer claims (ETSI TS 101 903 §7.2.1); is it possible at all? */
export function checkSigningTime(
  { signingTime, signed }: Properties,
  certificate: X509 | null,
  now: Date,
): Checked {
  if (signingTime === null) {
    const data = { name: 'SigningTime' };
    return found(finding('SIG-PROPERTY-MISSING', 'warning', data, startTagOf(signed)));
  }
  const { text, element } = signingTime;
  const at = startTagOf(element);
  const time = parseDateTime(text);
  if (time === null) return found(finding('SIG-TIME-FORMAT', 'warning', { text }, at));
  const iso = time.date.toISOString();
  const isFuture = time.date.getTime() > now.getTime() + TOLERANCE;
  return together(
    time.hasZone ? NOTHING : found(finding('SIG-TIME-NO-ZONE', 'warning', { text }, at)),
    isFuture ? found(finding('SIG-TIME-FUTURE', 'warning', { signingTime: iso }, at)) : NOTHING,
    certificate === null || isInside(time.date, certificate)
      ? NOTHING
      : found(
          finding(
            'SIG-TIME-OUTSIDE',
            'warning',
            {
              signingTime: iso,
              notBefore: certificate.notBefore.toISOString(),
              notAfter: certificate.notAfter.toISOString(),
            },
            at,
          ),
        ),
  );
}

function isInside(date: Date, { notBefore, notAfter }: X509): boolean {
  return date >= notBefore && date <= notAfter;
}
