/**
 * The request in a GET for an OCSP answer (RFC 6960 appendix A.1): base64, then URL-encoded; often
 * only half so, because `/`, `+` and `=` may stand in a path.
 *
 * @param encoded the path after the address of the responder and one slash.
 * @returns no bytes when it does not decode, which a responder calls a malformed request.
 */
export function decodeOcspPath(encoded: string): Uint8Array {
  let text: string;
  try {
    text = decodeURIComponent(encoded);
  } catch {
    return new Uint8Array();
  }
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return new Uint8Array(isBase64 ? Buffer.from(text, 'base64') : []);
}
