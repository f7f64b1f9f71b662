import type { CardCertificate, CardSnapshot } from '../card/card.ts';
import type { ReaderStatus } from '../card/reader/reader.ts';
import { toMuhurError } from '../errors.ts';
import { toHex } from '../hex.ts';
import { describeCertificate } from '../pki/certificate.ts';

/** The promised shape of `card --json`. */
export type CardReport = ReturnType<typeof cardReport>;

/** What `card` tells, as data. */
export function cardReport({ name, atr }: ReaderStatus, snapshot: CardSnapshot) {
  const { family, version, serial, pin, certificates, problems } = snapshot;
  const described = certificates.map(certificateReport);
  const damaged = described.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  return {
    reader: name,
    atr: atr === null ? null : toHex(atr),
    family,
    version,
    serial,
    pin,
    certificates: described.map(({ row }) => row),
    problems: [...problems, ...damaged].map(({ code, data }) => ({ code, data })),
  };
}

/** A certificate that cannot be decoded keeps its row: it is on the card, and that is the finding. */
function certificateReport({ label, der }: CardCertificate) {
  const { description, problem } = describe(der);
  const row = {
    label,
    serialNumber: description?.serialNumber ?? null,
    vkn: description?.vkn ?? null,
    tckn: description?.tckn ?? null,
    commonName: description?.commonName ?? null,
    purpose: description?.purpose ?? ('other' as const),
    notBefore: description?.notBefore.toISOString() ?? null,
    notAfter: description?.notAfter.toISOString() ?? null,
  };
  return { row, problem };
}

function describe(der: Uint8Array) {
  try {
    return { description: describeCertificate(der), problem: null };
  } catch (error) {
    return { description: null, problem: toMuhurError(error) };
  }
}
