import { MuhurError } from '../../errors.ts';
import { INS, commandApdu } from '../apdu/command.ts';
import { sendOk, statusError } from '../apdu/transport.ts';
import type { ApduTransport } from '../apdu/transport.ts';
import { parseFileControl } from './fileControl.ts';
import type { FileControl } from './fileControl.ts';
import type { CardPath } from './pkcs15/path.ts';

/** Larger than any object on a card of this kind; a size beyond it is a lie or a defect. */
const LARGEST_FILE = 0x8000;

const WARNING_END_OF_FILE = 0x6282;
const WRONG_OFFSET = 0x6b00;

interface FilePart {
  readonly data: Uint8Array;
  /** The file ended here, whatever its control information said. */
  readonly last: boolean;
}

/** Selects and reads transparent files (ISO 7816-4 §7.1.1, §7.2.3). */
export class CardFiles {
  readonly #transport: ApduTransport;
  readonly #largestRead: number;
  /** Path of the current DF, hexadecimal; null while unknown. */
  #currentDf: string | null = null;

  constructor(transport: ApduTransport, largestRead: number) {
    this.#transport = transport;
    this.#largestRead = largestRead;
  }

  /** Somebody else may have selected something. */
  forget(): void {
    this.#currentDf = null;
  }

  /** Selects by the whole path, master file included, which is what AKİS asks for. */
  async select(path: Uint8Array): Promise<FileControl> {
    const p1 = path.length === 2 ? 0x00 : 0x08;
    const command = commandApdu([0x00, INS.select, p1, 0x00], { data: path, le: 0x100 });
    this.#currentDf = null;
    return parseFileControl(await sendOk(this.#transport, command));
  }

  /** Makes a DF the current one; false when it was, and nothing had to be selected. */
  async enter(df: Uint8Array): Promise<boolean> {
    if (this.#currentDf === key(df)) return false;
    await this.select(df);
    this.#currentDf = key(df);
    return true;
  }

  /** @throws `card/malformed` when the file is larger than any card's or the object lies outside. */
  async read(path: CardPath): Promise<Uint8Array> {
    const { size } = await this.select(path.file);
    this.#currentDf = key(path.file.subarray(0, -2));
    const end = path.length === null ? size : path.index + path.length;
    if (end !== null && (end > LARGEST_FILE || end < path.index)) {
      throw new MuhurError('card/malformed', { what: 'EF', reason: `size ${String(end)}` });
    }
    const limit = end ?? LARGEST_FILE;
    if (path.index === limit) return new Uint8Array();
    const first = await this.#readBinary(path.index, limit - path.index);
    if (first.last) return first.data;
    const next = path.index + first.data.length;
    const isSteady = end !== null && first.data.length === this.#largestRead;
    const rest = isSteady ? await this.#readAtOnce(next, end) : await this.#readOn(next, limit);
    return joined([first.data, ...rest]);
  }

  /**
   * The rest of a file whose size is known. All commands go out at once, for they do not depend on
   * each other, and who waits for one answer before the next question waits twice.
   */
  async #readAtOnce(start: number, end: number): Promise<Uint8Array[]> {
    const reads: Promise<FilePart>[] = [];
    for (let offset = start; offset < end; offset += this.#largestRead) {
      reads.push(this.#readBinary(offset, end - offset));
    }
    const parts = await Promise.all(reads);
    const last = parts.findIndex((part) => part.last);
    return parts.slice(0, last === -1 ? parts.length : last + 1).map(({ data }) => data);
  }

  /** The rest of a file of unknown size, or of a card that gives less than it is asked for. */
  async #readOn(start: number, end: number): Promise<Uint8Array[]> {
    const parts: Uint8Array[] = [];
    let offset = start;
    while (offset < end) {
      const { data, last } = await this.#readBinary(offset, end - offset);
      parts.push(data);
      offset += data.length;
      if (last) break;
    }
    return parts;
  }

  async #readBinary(offset: number, wanted: number): Promise<FilePart> {
    const le = Math.min(wanted, this.#largestRead);
    const command = commandApdu([0x00, INS.readBinary, offset >> 8, offset & 0xff], { le });
    const { data, sw } = await this.#transport.send(command);
    if (sw === WRONG_OFFSET && offset > 0) return { data: new Uint8Array(), last: true };
    if (sw !== 0x9000 && sw !== WARNING_END_OF_FILE) throw statusError(command, sw);
    const isEnd = sw === WARNING_END_OF_FILE || data.length === 0;
    return { data: data.subarray(0, wanted), last: isEnd };
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function key(path: Uint8Array): string {
  return Buffer.from(path).toString('hex');
}
