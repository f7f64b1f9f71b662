import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { MuhurError } from '../../../errors.ts';
import { isMuhurError, toMuhurError } from '../../../errors.ts';
import { explain } from '../../../text/errors.ts';
import { pick } from '../../pick.ts';
import { fileNameOf } from '../../writeFile.ts';
import type { SignatureHost } from '../signatureHost.ts';
import type { CallOff } from '../validator.ts';
import type { Plan } from '../worker/messages.ts';
import type { DocumentToSign } from './documentToSign.ts';
import type { PlannedDocument } from './planDocument.ts';
import { AS_IT_IS } from './planDocument.ts';

/** A document of many that is not signed, and why. */
export interface LeftOut {
  readonly uri: vscode.Uri;
  readonly reason: string;
  /** Null: it is as it should be, signed already or no document that is signed. */
  readonly error: MuhurError | null;
}

export interface PlannedMany {
  readonly documents: readonly PlannedDocument[];
  readonly leftOut: readonly LeftOut[];
}

interface Looked {
  readonly document: DocumentToSign;
  readonly plan: Plan | MuhurError;
}

/** Looks at every document before anybody is asked for a PIN. @throws `cancelled`. */
export async function lookAtMany(
  { validator }: SignatureHost,
  documents: readonly DocumentToSign[],
  callOff: CallOff,
  onProgress: (count: number, name: string) => void,
): Promise<readonly Looked[]> {
  const looked: Looked[] = [];
  for (const document of documents) {
    const { uri, content } = document;
    onProgress(looked.length, fileNameOf(uri));
    const job = { kind: 'plan', content, ...AS_IT_IS } as const;
    const plan = await validator.run<'plan'>(job, callOff).catch((error: unknown) => {
      if (isMuhurError(error, 'cancelled')) throw error;
      return toMuhurError(error);
    });
    looked.push({ document, plan });
  }
  return looked;
}

/** What is asked about all of them together: may what is missing be added? @throws `cancelled`. */
export async function askForMissing(looked: readonly Looked[], title: string): Promise<boolean> {
  const lacking = looked.filter(
    ({ plan }) => lacksPlace(plan) || (!isError(plan) && plan.lacksSignatureParty),
  );
  if (lacking.length === 0) return false;
  return pick(
    [
      {
        label: l10n.t('Add and Sign'),
        detail: l10n.t('The elements that GİB asks for around a signature are added to them.'),
        value: true,
      },
      {
        label: l10n.t('Add Nothing'),
        detail: l10n.t('Those without a place for a signature are left out.'),
        value: false,
      },
    ],
    title,
    l10n.t('{0} documents lack elements around or beside their signature', lacking.length),
  );
}

/** @param ofFolder Nobody named these files: those that are no documents of GİB's are not meant. */
export function sorted(
  looked: readonly Looked[],
  { adds, ofFolder }: { readonly adds: boolean; readonly ofFolder: boolean },
): PlannedMany {
  const documents: PlannedDocument[] = [];
  const leftOut: LeftOut[] = [];
  for (const { document, plan } of looked) {
    const { uri } = document;
    if (isError(plan) && !(adds && lacksPlace(plan))) {
      const error = isMuhurError(plan, 'document/already-signed') ? null : plan;
      leftOut.push({ uri, reason: explain(plan).what, error });
    } else if (!isError(plan) && ofFolder && plan.kind === 'other-xml') {
      const reason = l10n.t('It is no document of GİB’s kinds.');
      leftOut.push({ uri, reason, error: null });
    } else {
      documents.push(planned(document, plan, adds));
    }
  }
  return { documents, leftOut };
}

function planned(
  document: DocumentToSign,
  plan: Plan | MuhurError,
  adds: boolean,
): PlannedDocument {
  if (isError(plan)) {
    const placement = { ...AS_IT_IS, addMissing: true };
    return { ...document, placement, senderTaxNumber: null };
  }
  const placement = { ...AS_IT_IS, addMissing: adds && plan.lacksSignatureParty };
  return { ...document, placement, senderTaxNumber: plan.senderTaxNumber };
}

function lacksPlace(plan: Plan | MuhurError): boolean {
  return isMuhurError(plan, 'document/no-place') && plan.data.canAdd;
}

function isError(plan: Plan | MuhurError): plan is MuhurError {
  return plan instanceof Error;
}

/** The VKN or TCKN that all documents name. */
export function commonTaxNumber({ documents }: PlannedMany): string | null {
  const [first = null, ...others] = new Set(
    documents.map(({ senderTaxNumber }) => senderTaxNumber),
  );
  return others.length === 0 ? first : null;
}
