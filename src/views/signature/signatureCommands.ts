import type { CommandId } from '../../contributions.ts';
import type { CommandHandler } from '../registerCommands.ts';
import type { SignatureFeature } from './signatureFeature.ts';

type SignatureCommand = Extract<
  CommandId,
  `maliMuhur.signature.${string}` | `maliMuhur.trust.${string}`
>;

/** Which function runs which command about signatures; all of it loads late. */
export function signatureCommands(
  signatures: SignatureFeature,
): Readonly<Record<SignatureCommand, CommandHandler>> {
  return {
    'maliMuhur.signature.sign': async (about, selected) =>
      (await signatures.get()).sign(about, selected),
    'maliMuhur.signature.signWithCertificate': async (row) =>
      (await signatures.get()).signWithCertificate(row),
    'maliMuhur.signature.signFolder': async (about) => (await signatures.get()).signFolder(about),
    'maliMuhur.signature.resign': async (about) => (await signatures.get()).resign(about),
    'maliMuhur.signature.validate': async (about) => (await signatures.get()).validate(about),
    'maliMuhur.signature.validateFolder': async (about) =>
      (await signatures.get()).validateFolder(about),
    'maliMuhur.signature.showReport': async (about) => (await signatures.get()).showReport(about),
    'maliMuhur.signature.exportReport': async (about) =>
      (await signatures.get()).exportReport(about),
    'maliMuhur.signature.showCanonicalBytes': async (about) =>
      (await signatures.get()).showCanonicalBytes(about),
    'maliMuhur.signature.explainGibCode': async (about) =>
      (await signatures.get()).explainGibCode(about),
    'maliMuhur.trust.fetchKamuSmRoots': async () => (await signatures.get()).fetchKamuSmRoots(),
    'maliMuhur.trust.addSimulatorRoot': async () => (await signatures.get()).addSimulatorRoot(),
  };
}
