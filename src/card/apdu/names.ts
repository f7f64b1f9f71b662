import type { CommandApdu } from './command.ts';

const NAMES: Readonly<Record<number, string>> = {
  0x20: 'VERIFY',
  0x22: 'MANAGE SECURITY ENVIRONMENT',
  0x24: 'CHANGE REFERENCE DATA',
  0x2a: 'PERFORM SECURITY OPERATION',
  0x2c: 'RESET RETRY COUNTER',
  0x84: 'GET CHALLENGE',
  0xa4: 'SELECT',
  0xb0: 'READ BINARY',
  0xc0: 'GET RESPONSE',
  0xca: 'GET DATA',
};

/** AKİS's own instructions, in the proprietary class 80. */
const AKIS_NAMES: Readonly<Record<number, string>> = { 0x18: 'LIST FILES', 0x1a: 'LOGOUT' };

/** The name of the command in ISO 7816-4 and -8, or its instruction byte. */
export function commandName({ cla, ins, p1, p2 }: CommandApdu): string {
  if (ins === 0x2a && p1 === 0x9e && p2 === 0x9a) return 'COMPUTE DIGITAL SIGNATURE';
  if (ins === 0x2a && p1 === 0x80 && p2 === 0x86) return 'DECIPHER';
  const name = (cla & 0x80) === 0 ? NAMES[ins] : AKIS_NAMES[ins];
  return name ?? `INS ${ins.toString(16).toUpperCase().padStart(2, '0')}`;
}
