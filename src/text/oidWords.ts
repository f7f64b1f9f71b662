import * as l10n from '@vscode/l10n';
import { OID } from '../pki/oids.ts';

const words: Readonly<Record<string, () => string>> = {
  [OID.clientAuth]: () => l10n.t('TLS client'),
  [OID.sealSigning]: () => l10n.t('mali mühür signature'),
  [OID.sealPolicy]: () => l10n.t('mali mühür'),
  [OID.qualifiedPolicy]: () => l10n.t('qualified certificate, law no. 5070'),
};

/** An object identifier, and what it means where we know it. */
export function oidText(oid: string): string {
  const meaning = words[oid]?.();
  return meaning === undefined ? oid : `${oid} (${meaning})`;
}
