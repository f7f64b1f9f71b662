import * as l10n from '@vscode/l10n';
import { toHex } from '../../hex.ts';
import { pem } from '../certificate/pem.ts';
import type { CardsNode } from '../explorer/node.ts';

/** What can be copied from a row. */
export interface Copyable {
  /** Its name, as it stands in the question and in the confirmation. */
  readonly name: () => string;
  /** The kind of row that the palette asks for; several kinds may have the value. */
  readonly kind: CardsNode['kind'];
  /** The value, or null where a row has none. */
  readonly of: (node: CardsNode) => string | null;
}

/** After the last part of the command's id. */
export const copyables = {
  atr: {
    name: () => l10n.t('ATR'),
    kind: 'reader',
    of: (node) => {
      const atr = node.kind === 'reader' ? node.status.atr : node.kind === 'card' ? node.atr : null;
      return atr === null ? null : toHex(atr);
    },
  },
  cardSerial: {
    name: () => l10n.t('Serial number of the card'),
    kind: 'card',
    of: (node) => (node.kind === 'card' ? node.target.serial : null),
  },
  taxNumber: {
    name: () => l10n.t('VKN or TCKN'),
    kind: 'certificate',
    of: (node) => (node.kind === 'certificate' ? (node.details.vkn ?? node.details.tckn) : null),
  },
  certificateSerial: {
    name: () => l10n.t('Serial number of the certificate'),
    kind: 'certificate',
    of: (node) => (node.kind === 'certificate' ? node.details.serialNumber : null),
  },
  fingerprint: {
    name: () => l10n.t('SHA-256 fingerprint'),
    kind: 'certificate',
    of: (node) => (node.kind === 'certificate' ? node.details.fingerprintSha256 : null),
  },
  pem: {
    name: () => l10n.t('Certificate as PEM'),
    kind: 'certificate',
    of: (node) => (node.kind === 'certificate' ? pem(node.certificate.der) : null),
  },
} as const satisfies Readonly<Record<string, Copyable>>;

export type CopyableName = keyof typeof copyables;
