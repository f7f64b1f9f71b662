import type { Command } from './command.ts';
import { SW } from './statusWord.ts';

/** No command here takes more; what is longer is refused before it fills the memory. */
const MAX_DATA = 0x10000;

/** Command chaining (ISO 7816-4 §5.3.3): parts with the same header, the last one without the bit. */
export class CommandChain {
  #parts: Command[] = [];
  #length = 0;

  /**
   * @param more the chaining bit of CLA.
   * @returns the whole command, or the status word for a part of one: 9000 when it was taken.
   */
  add(command: Command, more: boolean): Command | number {
    const [first] = this.#parts;
    if (first !== undefined && !sameHeader(first, command)) {
      this.clear();
      return SW.lastOfChainExpected;
    }
    if (first === undefined && !more) return command;
    // The caller wipes its buffer when a part was answered.
    this.#parts.push({ ...command, data: command.data.slice() });
    this.#length += command.data.length;
    // Empty parts would be free otherwise.
    if (this.#length > MAX_DATA || this.#parts.length > MAX_DATA / 16) {
      this.clear();
      return SW.wrongLength;
    }
    if (more) return SW.ok;
    const data = Buffer.concat(this.#parts.map((part) => part.data));
    this.clear();
    return { ...command, data };
  }

  clear(): void {
    for (const part of this.#parts) part.data.fill(0);
    this.#parts = [];
    this.#length = 0;
  }
}

function sameHeader(a: Command, b: Command): boolean {
  return (a.cla & 0x80) === (b.cla & 0x80) && a.ins === b.ins && a.p1 === b.p1 && a.p2 === b.p2;
}
