/** Character data of XML. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
}

/** An attribute value between double quotes. */
export function escapeAttribute(value: string): string {
  return escapeText(value)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;');
}

/** Base64 in lines of 76 letters, that end in "\n" alone: a "\r" would be a reference in XML. */
export function base64Lines(bytes: Uint8Array): string {
  const letters = Buffer.from(bytes).toString('base64');
  return letters.replace(/.{76}(?=.)/g, '$&\n');
}

/** Without a colon, as Ids have to be; ASCII is enough for those that we use or take over. */
export function isNcName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}._-]*$/u.test(text);
}
