import { randomInt } from 'node:crypto';
import { completeTckn, completeVkn } from '../taxNumbers.ts';

/** Made-up owners whose names say what they are and whose numbers have right check digits. */

export interface TestOrganisation {
  readonly vkn: string;
  readonly tradeName: string;
}

export interface TestPerson {
  readonly tckn: string;
  readonly name: string;
}

/** A VKN that begins with 12345, and a name with Turkish letters. */
export function randomTestOrganisation(): TestOrganisation {
  const vkn = completeVkn(`12345${randomDigits(4)}`);
  return { vkn, tradeName: `Test Kurum ${vkn} İç ve Dış Ticaret A.Ş. (TEST)` };
}

/** A TCKN that begins with 11111. */
export function randomTestPerson(): TestPerson {
  return {
    tckn: completeTckn(`11111${randomDigits(4)}`),
    name: 'Test İmza Sahibi Çağrı Öğünç (TEST)',
  };
}

export function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}
