/** `2026-05-14`, or with a time of day; without a zone it is UTC, as all times of a report. */
const TIME =
  /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

const MINUTE = 60_000;

/** A point in time in ISO 8601; a day alone is its start. Null for what is none. */
export function parseTime(text: string): Date | null {
  const [, day = '', clock = '00:00', seconds = '00', fraction = '0', zone = 'Z'] =
    TIME.exec(text) ?? [];
  const written = `${day}T${clock}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const date = new Date(written);
  // JavaScript makes March of the 30th of February.
  if (Number.isNaN(date.getTime()) || date.toISOString() !== written) return null;
  const offset = zoneMinutes(zone);
  return offset === null ? null : new Date(date.getTime() - offset * MINUTE);
}

/** East of Greenwich; null beyond what zones have. */
function zoneMinutes(zone: string): number | null {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
