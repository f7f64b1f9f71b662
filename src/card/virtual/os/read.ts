import { randomBytes } from 'node:crypto';
import type { Command } from './command.ts';
import type { ElementaryFile } from './contents.ts';
import type { Reply } from './reply.ts';
import { answer, status } from './reply.ts';
import { lastOf } from './select.ts';
import type { Session } from './session.ts';
import { SW } from './statusWord.ts';

/** READ BINARY of the current EF; P1 P2 is the offset (ISO 7816-4 §7.2.3). */
export function readBinary({ p1, p2, data, le }: Command, session: Session): Reply {
  if (data.length > 0 || le === null) return status(SW.wrongLength);
  // Bit 8 of P1 asks for a short EF identifier; no file here has one.
  if ((p1 & 0x80) !== 0) return status(SW.fileNotFound);
  const file = session.currentEf;
  if (file === null) return status(SW.noCurrentEf);
  if (!mayRead(file, session)) return status(SW.securityStatus);
  const offset = (p1 << 8) | p2;
  if (offset >= file.content.length) return status(SW.wrongOffset);
  const bytes = file.content.subarray(offset, offset + le);
  // Le 00 asks for "all there is", so less is no surprise.
  const asksForAll = le === 0x100 || le === 0x10000;
  const sw = bytes.length < le && !asksForAll ? SW.endOfFile : SW.ok;
  return { data: bytes, sw, delivery: 'stream' };
}

function mayRead(file: ElementaryFile, session: Session): boolean {
  return file.read === 'always' || (file.read === 'pin' && session.pinVerified);
}

const RECORD_LENGTH = 20;

/** LIST FILES of AKİS: 20 bytes for each child of the current DF, 2F for an EF and 3D for a DF. */
export function listFiles({ p1, p2, data }: Command, session: Session): Reply {
  if (p1 !== 0 || p2 !== 0) return status(SW.wrongP1P2);
  if (data.length > 0) return status(SW.wrongLength);
  const { children } = lastOf(session.path);
  const records = new Uint8Array(children.length * RECORD_LENGTH);
  children.forEach(({ kind, id }, i) =>
    records.set([kind === 'ef' ? 0x2f : 0x3d, id >> 8, id & 0xff], i * RECORD_LENGTH),
  );
  return answer(records);
}

/** Bytes that AKİS V1.0 gives, and where in them its OpenSC driver looks. */
const CHIP_RECORD = { length: 0x4d, serialOffset: 55 } as const;
const LIFE_CYCLE_RECORD = { length: 0x0a, offset: 6, user: 0xa5 } as const;

/** GET DATA of AKİS: 0106 the chip's record with the serial, 0104 the life cycle. */
export function getData({ p1, p2, data }: Command, session: Session): Reply {
  if (data.length > 0) return status(SW.wrongLength);
  if (p1 === 0x01 && p2 === 0x06) {
    const record = new Uint8Array(CHIP_RECORD.length);
    record.set(session.contents.serial, CHIP_RECORD.serialOffset);
    return answer(record, 'exact');
  }
  if (p1 === 0x01 && p2 === 0x04) {
    const record = new Uint8Array(LIFE_CYCLE_RECORD.length);
    record[LIFE_CYCLE_RECORD.offset] = LIFE_CYCLE_RECORD.user;
    return answer(record, 'exact');
  }
  return status(SW.referenceNotFound);
}

/** GET CHALLENGE (ISO 7816-4 §7.5.3): as many random bytes as Le asks for. */
export function getChallenge({ p1, p2, data, le }: Command): Reply {
  if (p1 !== 0 || p2 !== 0) return status(SW.wrongP1P2);
  if (data.length > 0 || le === null) return status(SW.wrongLength);
  return answer(randomBytes(le));
}
