import {
  gibTexts,
  responseCodes,
  type GibCode,
  type GibTextName,
} from '../signature/gib/responseCodes.ts';
import { codeWords, signatureText, textWords } from './gibCodeWords.ts';

/** What an answer of GİB means. */
export interface GibCodeText {
  /** Null for an answer in words only. */
  readonly code: string | null;
  /** As GİB writes it, in Turkish in every language. */
  readonly official: string;
  readonly explanation: string;
  /** Whether the signature is the cause, as a sentence. */
  readonly signature: string;
  readonly advice: string;
}

/** Every response code, in ascending order. */
export function allGibCodes(): readonly GibCodeText[] {
  return codes.map(codeText);
}

/** The words for a code of four digits; null for one that is not known. */
export function explainGibCode(code: string): GibCodeText | null {
  const known = codes.find((number) => String(number) === code.trim());
  return known === undefined ? null : codeText(known);
}

/**
 * What an answer of GİB or of a signing program is about: by the codes in it, else by its words,
 * written in capitals, without Turkish letters or in part.
 */
export function matchGibText(text: string): readonly GibCodeText[] {
  const numbers = new Set([...text.matchAll(/(?<!\d)\d{4}(?!\d)/g)].map(([number]) => number));
  const byCode = [...numbers].map(explainGibCode).filter((known) => known !== null);
  if (byCode.length > 0) return byCode;
  const wanted = folded(text);
  // Fewer letters are in too many sentences to mean one.
  if (wanted.length < 4) return [];
  const all = [...allGibCodes(), ...textNames.map(freeText)];
  return all.filter(({ official }) => {
    const known = folded(official);
    return known.includes(wanted) || wanted.includes(known);
  });
}

const codes = Object.keys(responseCodes).map((code) => Number(code) as GibCode);
const textNames = Object.keys(gibTexts) as readonly GibTextName[];

function codeText(code: GibCode): GibCodeText {
  const { official, signature } = responseCodes[code];
  const [explanation, advice] = codeWords[code]();
  return {
    code: String(code),
    official,
    explanation,
    signature: signatureText(signature),
    advice,
  };
}

function freeText(name: GibTextName): GibCodeText {
  const { official, signature } = gibTexts[name];
  const [explanation, advice] = textWords[name]();
  return { code: null, official, explanation, signature: signatureText(signature), advice };
}

/** For comparing: small letters of the Latin alphabet and digits, one space between words. */
function folded(text: string): string {
  return text
    .replaceAll(/[İIı]/g, 'i')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}
