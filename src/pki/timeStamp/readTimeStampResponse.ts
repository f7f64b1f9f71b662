import { Asn1Error } from '../asn1.ts';
import type { DerReader } from '../derReader.ts';
import { TAG, readSequence, readUnsigned } from '../derReader.ts';

/** TimeStampResp (RFC 3161 §2.4.2): a token, or why there is none. */
export type TimeStampResponse =
  | { readonly granted: true; readonly token: Uint8Array }
  | {
      readonly granted: false;
      /** PKIStatus. */
      readonly status: number;
      /** What the server says, in its words; may be empty. */
      readonly text: string;
    };

const UTF8_STRING = 0x0c;
const GRANTED_WITH_MODS = 1;
const MOST_TEXTS = 8;

/** @throws Asn1Error */
export function readTimeStampResponse(der: Uint8Array): TimeStampResponse {
  const response = readSequence(der);
  const info = response.enter();
  const token = response.nextIf(TAG.sequence);
  response.end();
  const [status = 0, ...more] = readUnsigned(info.next(TAG.integer), 4);
  const texts = info.nextIf(TAG.sequence);
  info.nextIf(TAG.bitString);
  info.end();
  if (more.length > 0) throw new Asn1Error('a status is wrong');
  const granted = status <= GRANTED_WITH_MODS;
  if (granted && token !== null) return { granted, token: token.bytes };
  if (granted) throw new Asn1Error('the token is missing');
  const text = texts === null ? '' : textsIn(readSequence(texts.bytes));
  return { granted, status, text };
}

/** PKIFreeText. */
function textsIn(list: DerReader): string {
  const texts: string[] = [];
  while (!list.isAtEnd && texts.length < MOST_TEXTS) {
    texts.push(Buffer.from(list.next(UTF8_STRING).contents).toString('utf8'));
  }
  return texts.join(' ');
}
