import type { ByteSource } from '../../../signature/xml/byteSource.ts';
import { openXml } from '../../../signature/xml/xmlSource.ts';
import { planSignature } from '../../../signature/xades/build/planSignature.ts';
import { EditedDocument } from '../../../signature/xades/build/textEdits.ts';
import type { Plan, PlanJob } from './messages.ts';
import { withContent } from './withContent.ts';

/** What would become of a document. @throws as `planSignature`. */
export function plan({ content, existing, addMissing }: PlanJob): Promise<Plan> {
  return withContent(content, (source) => {
    const planned = planSignature(source, { existing: existing ?? undefined, addMissing });
    const { kind, senderTaxNumber, lacksSignatureParty, xml } = planned;
    const edits = [...planned.additions].sort((one, other) => one.start - other.start);
    const edited = (): ByteSource => new EditedDocument(source, xml, edits).edited();
    const additions =
      edits.length === 0 ? null : { before: textOf(source), after: textOf(edited()) };
    return Promise.resolve({ kind, senderTaxNumber, lacksSignatureParty, additions });
  });
}

/** In UTF-8, to be shown. */
function textOf(source: ByteSource): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (const piece of openXml(source).pieces()) pieces.push(piece.slice());
  return new Uint8Array(Buffer.concat(pieces));
}
