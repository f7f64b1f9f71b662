import { createHash } from 'node:crypto';
import { canonicalForms } from '../../../../src/signature/canonicalForms.ts';
import type { DigestCause } from '../../../../src/signature/report/digestCause.ts';
import type { SignatureReport } from '../../../../src/signature/report/report.ts';
import { memorySource } from '../../../../src/signature/xml/byteSource.ts';
import type { HandSigner } from '../../../fixtures/signatures/handSigner.ts';
import { signAgain } from '../../../fixtures/signatures/handSigner.ts';

/** What its reference digests now, by its number. */
export async function digestedBy(text: string, reference: number): Promise<Buffer> {
  const forms = await canonicalForms(memorySource(Buffer.from(text)));
  return Buffer.from(forms[reference]?.actual ?? []);
}

/** A signature whose producer digested other bytes than it should have: its value is right. */
export function digestedAs(
  text: string,
  reference: number,
  bytes: Uint8Array,
  signer: HandSigner,
  hash = 'sha256',
): string {
  let seen = 0;
  const digest = createHash(hash).update(bytes).digest('base64');
  const changed = text.replace(
    /(<ds:Reference [^]*?<ds:DigestValue>)[^<]*/g,
    (whole, start: string) => (seen++ === reference ? start + digest : whole),
  );
  return signAgain(changed, signer);
}

/** What is said of the first reference that differs, or of the value. */
export function causesOf(
  { findings }: SignatureReport,
  code: 'SIG-DIGEST-CAUSE' | 'SIG-VALUE-CAUSE' = 'SIG-DIGEST-CAUSE',
): readonly DigestCause[] {
  return findings.flatMap((it) => (it.code === code ? [it.data.cause] : []));
}

/** Everything outside of the signature, changed. */
export function outside(text: string, change: (text: string) => string): string {
  const [signature = ''] = /<ds:Signature [^]*<\/ds:Signature>/.exec(text) ?? [];
  const [before = '', after = ''] = text.split(signature);
  const mark = '<mark/>';
  return change(before + mark + after).replace(mark, () => signature);
}

/** Without the white space between elements. */
export function joined(text: string): string {
  return text.replaceAll(/>\s+</g, '><').replace(/\?></g, '?>\n<');
}

/** As formatters do it: each element on a line of its own, unless it holds text. */
export function pretty(text: string, indent: string): string {
  const tokens = joined(text).match(/<[^>]*>|[^<]+/g) ?? [];
  let depth = 0;
  return tokens
    .map((token, index) => {
      const before = tokens[index - 1] ?? '';
      if (!/^<[^?]/.test(token)) return token;
      if (token.startsWith('</')) depth--;
      const isInline = !before.startsWith('<') || before === token.replace('/', '');
      const isFirst = before === '' || before.startsWith('<?');
      const isEmpty = token.startsWith('</') && /^<[^/]/.test(before) && !before.endsWith('/>');
      const line = isInline || isFirst || isEmpty ? token : `\n${indent.repeat(depth)}${token}`;
      if (!token.startsWith('</') && !token.endsWith('/>')) depth++;
      return line;
    })
    .join('');
}
