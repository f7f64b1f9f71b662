import { grown } from './nameTable.ts';
import { XmlError } from './xmlError.ts';

const DEEPEST = 1_000_000;

/** The elements that are open, by the numbers of their names. */
export class OpenElements {
  depth = 0;
  #names = new Int32Array(64);
  /** How many namespace declarations were in force outside of each. */
  #declared = new Int32Array(64);

  /** Name of the innermost. */
  get name(): number {
    return this.#names[this.depth - 1] as number;
  }

  push(name: number, declared: number, offset: number): void {
    if (this.depth === this.#names.length) {
      if (this.depth >= DEEPEST) throw new XmlError('limit', 'depth', offset);
      this.#names = grown(this.#names);
      this.#declared = grown(this.#declared);
    }
    this.#names[this.depth] = name;
    this.#declared[this.depth] = declared;
    this.depth++;
  }

  /** How many declarations are in force outside of the element that is closed. */
  pop(): number {
    this.depth--;
    return this.#declared[this.depth] as number;
  }
}
