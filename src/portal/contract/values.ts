import * as z from 'zod';

/** Values that many operations share. */

/** Vergi Kimlik No, 10 digits. Its check digit is looked at elsewhere: official test numbers fail it. */
export const vkn = z
  .string()
  .regex(/^\d{10}$/, 'ten-digits')
  .meta({ description: 'Vergi Kimlik No', example: '1234567890' });

export const tckn = z
  .string()
  .regex(/^\d{11}$/)
  .meta({ description: 'T.C. Kimlik No' });

/** ISO 8601 in UTC. */
export const time = z.iso.datetime();

/** Upper-case hexadecimal without separators. */
export const hex = z
  .string()
  .max(131_072)
  .regex(/^(?:[0-9A-F]{2})*$/);

export const base64 = z.base64().max(1_400_000);

/** Serial number of a certificate, upper-case hexadecimal. */
export const serialNumber = z.string().regex(/^[0-9A-F]{2,40}$/);

/** Serial number of a card, 12 bytes. */
export const cardSerial = z.string().regex(/^[0-9A-F]{24}$/);

/** Identifiers that the server gives. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Turkish mobile phone, kept as +90 and ten digits from 5; blanks and a leading 0 are accepted. */
export const phone = z
  .string()
  .max(32)
  .transform((text) => text.replace(/[\s()-]/g, '').replace(/^(?:\+?90|0)?(?=5\d{9}$)/, '+90'))
  .pipe(z.string().regex(/^\+905\d{9}$/))
  .meta({ example: '+905551234567' });

/** No control characters, which have no place in a line, and no half of a pair, which is no text. */
const ONE_LINE = /^[^\p{Cc}\p{Cs}]*$/u;

/** One line that a person typed. */
export const line = z.string().trim().min(1).max(200).regex(ONE_LINE);

/** A new Güvenlik Sözcüğü. */
export const newSecurityWord = z.string().min(6).max(64).regex(ONE_LINE);

export const keyAlgorithm = z.enum(['RSA-2048', 'EC-P384']);
