import type { Signer } from '../signers/signer.ts';
import type { PlanRequest } from '../xades/build/planSignature.ts';
import { planSignature } from '../xades/build/planSignature.ts';
import { prepareXades } from '../xades/build/prepareXades.ts';
import type { Preset } from '../xades/build/presets.ts';
import type { XadesSigner } from '../xades/build/xadesSigner.ts';
import { xadesSigner } from '../xades/build/xadesSigner.ts';
import type { ByteSource } from '../xml/byteSource.ts';
import type { SignedResult, Stamp } from './signDocument.ts';

/** In the document itself, which has to be XML. */
export interface XadesChoices extends PlanRequest {
  readonly name: 'xades';
  readonly preset: Preset;
  /** ClaimedRole; by default the preset's. */
  readonly role?: string | null;
}

export async function signXades(
  document: ByteSource,
  signer: Signer,
  choices: XadesChoices,
  stamp: Stamp | null,
): Promise<SignedResult> {
  const plan = planSignature(document, choices);
  const prepared = prepareXades(plan, {
    signer: partsOf(signer, choices.preset),
    role: choices.role,
  });
  const { id, signingTime } = prepared;
  const signed = prepared.complete(await signer.sign(prepared.signInput));
  const result =
    stamp === null ? signed.file : signed.withTimeStamp(await stamp(signed.toBeStamped));
  return { result, kind: plan.kind, id, signingTime };
}

/** What a certificate adds to each signature is made once. */
const known = new WeakMap<Signer, XadesSigner>();

function partsOf(signer: Signer, preset: Preset): XadesSigner {
  const found = known.get(signer);
  if (found?.preset === preset) return found;
  const parts = xadesSigner(signer.certificate, preset);
  known.set(signer, parts);
  return parts;
}
