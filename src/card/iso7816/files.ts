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

  /** Selects by the whole path, master file included, which is what AKİS asks for. */
  async select(path: Uint8Array): Promise<FileControl> {
    const p1 = path.length === 2 ? 0x00 : 0x08;
    const command = commandApdu([0x00, INS.select, p1, 0x00], { data: path, le: 0x100 });
    this.#currentDf = null;
    return parseFileControl(await sendOk(this.#transport, command));
  }

  /** Makes a DF the current one, unless a file in it was just read. */
  async enter(df: Uint8Array): Promise<void> {
    if (this.#currentDf === key(df)) return;
    await this.select(df);
    this.#currentDf = key(df);
  }

  /** @throws `card/malformed` when the file is larger than any card's or the object lies outside. */
  async read(path: CardPath): Promise<Uint8Array> {
    const { size } = await this.select(path.file);
    this.#currentDf = key(path.file.subarray(0, -2));
    const end = path.length === null ? size : path.index + path.length;
    if (end !== null && (end > LARGEST_FILE || end < path.index)) {
      throw new MuhurError('card/malformed', { what: 'EF', reason: `size ${String(end)}` });
    }
    const parts: Uint8Array[] = [];
    let offset = path.index;
    while (offset < (end ?? LARGEST_FILE)) {
      const part = await this.#readBinary(offset, (end ?? LARGEST_FILE) - offset);
      if (part.data.length === 0) break;
      parts.push(part.data);
      offset += part.data.length;
      if (part.last) break;
    }
    return new Uint8Array(Buffer.concat(parts));
  }

  async #readBinary(offset: number, wanted: number): Promise<{ data: Uint8Array; last: boolean }> {
    const le = Math.min(wanted, this.#largestRead);
    const command = commandApdu([0x00, INS.readBinary, offset >> 8, offset & 0xff], { le });
    const { data, sw } = await this.#transport.send(command);
    if (sw === WRONG_OFFSET && offset > 0) return { data: new Uint8Array(), last: true };
    if (sw !== 0x9000 && sw !== WARNING_END_OF_FILE) throw statusError(command, sw);
    return { data: data.subarray(0, wanted), last: sw === WARNING_END_OF_FILE || data.length < le };
  }
}

function key(path: Uint8Array): string {
  return Buffer.from(path).toString('hex');
}
