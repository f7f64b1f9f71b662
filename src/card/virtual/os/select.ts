import type { Command } from './command.ts';
import type { CardFile, DedicatedFile } from './contents.ts';
import { TEMPLATE, fileControl } from './fileControl.ts';
import type { Reply } from './reply.ts';
import { answer, done, status } from './reply.ts';
import type { Session } from './session.ts';
import { SW } from './statusWord.ts';

const MF_ID = 0x3f00;

/** Where a file stands: the DFs that lead to it, and the file itself unless it is the last of them. */
interface Place {
  readonly path: readonly DedicatedFile[];
  readonly file: CardFile;
}

/** SELECT (ISO 7816-4 §7.1.1), with the P1 values AKİS V1.0 uses and the rest of the standard's. */
export function select(command: Command, session: Session): Reply {
  const template = templateOf(command.p2);
  if (template === null) return status(SW.wrongP1P2);
  const found = find(command, session);
  if (typeof found === 'number') return status(found);
  session.path = found.path;
  session.currentEf = found.file.kind === 'ef' ? found.file : null;
  if (template === 0) return done;
  return answer(fileControl(found.file, template, session.contents.pin), 'optional');
}

function templateOf(p2: number): number | null {
  if (p2 === 0x00) return TEMPLATE.fci;
  if (p2 === 0x04) return TEMPLATE.fcp;
  return p2 === 0x0c ? 0 : null;
}

function find({ p1, data }: Command, session: Session): Place | number {
  const root = [session.contents.masterFile];
  switch (p1) {
    case 0x00:
      if (data.length === 0) return placeOf(root);
      return byId(data, (id) =>
        id === MF_ID
          ? placeOf(root)
          : (child(session.path, id, 'df') ?? child(session.path, id, 'ef')),
      );
    case 0x01:
      return byId(data, (id) => child(session.path, id, 'df'));
    case 0x02:
      return byId(data, (id) => child(session.path, id, 'ef'));
    case 0x03:
      if (data.length > 0) return SW.wrongLength;
      return session.path.length > 1 ? placeOf(session.path.slice(0, -1)) : SW.fileNotFound;
    case 0x04:
      return byName(root, data) ?? SW.fileNotFound;
    case 0x08:
      // AKİS wants the path with 3F00 in front, the standard without.
      return byPath(root, startsAtMf(data) ? data.subarray(2) : data);
    case 0x09:
      return data.length === 0 ? SW.wrongLength : byPath(session.path, data);
    default:
      return SW.wrongP1P2;
  }
}

function byId(data: Uint8Array, search: (id: number) => Place | null): Place | number {
  return data.length === 2 ? (search(uint16(data, 0)) ?? SW.fileNotFound) : SW.wrongLength;
}

function byPath(start: readonly DedicatedFile[], ids: Uint8Array): Place | number {
  if (ids.length % 2 !== 0) return SW.wrongLength;
  let place = placeOf(start);
  for (let offset = 0; offset < ids.length; offset += 2) {
    if (place.file.kind === 'ef') return SW.fileNotFound;
    const id = uint16(ids, offset);
    const isLast = offset === ids.length - 2;
    const next = child(place.path, id, 'df') ?? (isLast ? child(place.path, id, 'ef') : null);
    if (next === null) return SW.fileNotFound;
    place = next;
  }
  return place;
}

/** By DF name, which may be cut short on the right (ISO 7816-4 §7.1.1). First match, depth first. */
function byName(path: readonly DedicatedFile[], name: Uint8Array): Place | null {
  const file = lastOf(path);
  if (name.length > 0 && file.name !== null && startsWith(file.name, name)) return placeOf(path);
  for (const below of file.children) {
    const found = below.kind === 'df' ? byName([...path, below], name) : null;
    if (found !== null) return found;
  }
  return null;
}

function child(path: readonly DedicatedFile[], id: number, kind: CardFile['kind']): Place | null {
  const file = lastOf(path).children.find((entry) => entry.id === id && entry.kind === kind);
  if (file === undefined) return null;
  return file.kind === 'df' ? placeOf([...path, file]) : { path, file };
}

function placeOf(path: readonly DedicatedFile[]): Place {
  return { path, file: lastOf(path) };
}

/** The current DF of a path. */
export function lastOf(path: readonly DedicatedFile[]): DedicatedFile {
  const last = path.at(-1);
  if (last === undefined) throw new RangeError('a path has at least the MF');
  return last;
}

function startsAtMf(path: Uint8Array): boolean {
  return path.length >= 2 && uint16(path, 0) === MF_ID;
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return prefix.length <= bytes.length && prefix.every((byte, i) => bytes[i] === byte);
}

function uint16(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}
