/** A certificate as text that other programs read; RFC 7468 §2: base64 in lines of 64 characters. */
export function pem(der: Uint8Array): string {
  const base64 = Buffer.from(der).toString('base64');
  const body = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...body, '-----END CERTIFICATE-----', ''].join('\n');
}
