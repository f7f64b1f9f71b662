import type { CheckId, CheckStatus, Finding, FindingCode } from '../doctor/findings.ts';
import { certificateWords } from './doctor/certificateWords.ts';
import { deskWords } from './doctor/deskWords.ts';
import { surroundingsWords } from './doctor/surroundingsWords.ts';
import { tokenWords } from './doctor/tokenWords.ts';
import type { Look, Words } from './doctor/words.ts';
import { checkTitle } from './doctor/words.ts';

/** Every finding; one without words does not compile. */
const words: Words<FindingCode> = {
  ...deskWords,
  ...tokenWords,
  ...certificateWords,
  ...surroundingsWords,
};

/** The promised shape of one check in `doctor --json`; absent is null. */
export interface CheckReport {
  readonly id: CheckId;
  readonly status: CheckStatus;
  readonly title: string;
  readonly evidence: string;
  readonly fix: string | null;
  /** The finding by its code, which does not change with the language. */
  readonly code: FindingCode;
}

/** A finding in the language of the user. */
export function checkReport<C extends FindingCode>(found: Finding<C>, look: Look): CheckReport {
  const { id, status, code, data } = found;
  const { evidence, fix } = words[code](data, look);
  const written = (text: string) => look.personal.sentence(inOneLine(text));
  return {
    id,
    status,
    title: checkTitle(id),
    evidence: written(evidence),
    fix: fix === null ? null : written(fix),
    code,
  };
}

/** Names come from cards and modules, which may put anything into them. */
function inOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
