import { canonicalPart, method, sourceOf } from '../xml/engine.ts';

/** The canonical SignedInfo of a signed text. */
export function signedInfoOf(text: string): Buffer {
  const start = Buffer.byteLength(text.slice(0, text.indexOf('<ds:SignedInfo')));
  const part = { what: { start }, method: method('c14n-1.0') };
  return Buffer.from(canonicalPart(sourceOf(text), part).text);
}

export function withValue(text: string, value: Uint8Array): string {
  const base64 = Buffer.from(value).toString('base64');
  return text.replace(/(<ds:SignatureValue[^>]*>)[^<]*/, (_, tag: string) => tag + base64);
}

export function valueOf(text: string): Buffer {
  return Buffer.from(/<ds:SignatureValue[^>]*>([^<]*)/.exec(text)?.[1] ?? '', 'base64');
}
