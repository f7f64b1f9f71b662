/** Choices by whole numbers below a limit. */
export class Random {
  readonly below: (limit: number) => number;

  constructor(below: (limit: number) => number) {
    this.below = below;
  }

  /** True once in so many times. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

export interface GeneratedDocument {
  readonly xml: string;
  /** Offsets in UTF-8 of the start tags, in document order. */
  readonly starts: readonly number[];
}

const PREFIXES = ['', 'a', 'b', 'é'];
/** libxml2 takes no others than RFC 3986 does, and forgets to escape "&" in them. */
const URIS = ['urn:1', 'urn:2', 'urn:10', 'http://x/?a=1', 'urn:&#x25;C4', 'urn:z'];
const LOCALS = ['x', 'y', 'Id', 'id', 'ID', 'A', 'z-1.2', 'ğ', '𐐀', '_'];
/** Those that libxml2 joins by the rules of Canonical XML 1.1. */
const BASES = ['http://h/a/b', 'x/y', 'a/b/', 'q/r/s.xml', 'http://h/'];
const IN_VALUES = [
  'v',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '&#9;',
  '&#10;',
  '&#xD;',
  '&amp;',
  '&lt;',
  '&gt;',
  '>',
  '&quot;',
  '&apos;',
  '&#x1F600;',
  '😀',
  'ğ',
  ']]>',
  '&#38;lt;',
  '\u0085',
];
const IN_TEXT = [
  'text',
  ' ',
  '\n  ',
  '\r\n',
  '\r',
  '\t',
  '&#13;',
  '&#xa;',
  '&amp;',
  '&lt;',
  '&gt;',
  '> ',
  '"',
  "'",
  ']',
  ']] ',
  '&#93;&#93;>',
  '&#38;lt;',
  '&#60;',
  '😀',
  'İı',
  '&#128512;',
  '<![CDATA[]]>',
  '<![CDATA[<&>]]]]>',
  '<![CDATA[\r\n]\r]]]]>',
  '<![CDATA[]]>>',
  '\u2028\ufffd\uefff',
];
const ASIDE = [
  '<!---->',
  '<!-- c\r\n-\r -->',
  '<?p?>',
  '<?p d?>',
  '<?p  d\r\n e ? ?>',
  '<?ğ <&>?>',
  '<!-- <a> & ]]> -->',
];

/** A well-formed document without DTD, of everything that canonical XML has a rule for. */
export function generateDocument(random: Random): GeneratedDocument {
  const writer = new DocumentWriter(random);
  return writer.document();
}

type Scope = ReadonlyMap<string, string>;

class DocumentWriter {
  readonly #random: Random;
  #xml = '';
  readonly #starts: number[] = [];
  #ids = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  document(): GeneratedDocument {
    const random = this.#random;
    if (random.once(3)) this.#xml += `<?xml version="1.0"${random.of(['', ' encoding="UTF-8"'])}?>`;
    this.#aside();
    this.#element(new Map(), random.below(6));
    this.#aside();
    return { xml: this.#xml, starts: this.#starts };
  }

  #aside(): void {
    const random = this.#random;
    this.#xml += random.some(3, () => random.of([...ASIDE, '\n', '\r\n', ' '])).join('');
  }

  #element(outer: Scope, depth: number): void {
    const random = this.#random;
    this.#starts.push(Buffer.byteLength(this.#xml));
    const declarations = this.#declarations();
    const scope = new Map([...outer, ...declarations]);
    const prefixes = PREFIXES.filter((prefix) => prefix === '' || scope.has(prefix));
    const name = qualified(random.of(prefixes), random.of(LOCALS));
    const tag = shuffled(random, [
      ...[...declarations].map(([prefix, uri]) => this.#declaration(prefix, uri)),
      ...this.#attributes(scope, prefixes),
    ]).map((attribute) => random.of([' ', ' ', ' ', '  ', '\n', '\r\n\t']) + attribute);
    this.#xml += `<${name}${tag.join('')}${random.once(5) ? ' ' : ''}`;
    if (random.once(4)) {
      this.#xml += '/>';
      return;
    }
    this.#xml += '>';
    for (let count = random.below(5); count > 0; count--) {
      if (depth > 0 && random.once(2)) this.#element(scope, depth - 1);
      else this.#xml += random.of(random.once(6) ? ASIDE : IN_TEXT);
    }
    this.#xml += `</${name}${random.once(8) ? '\n' : ''}>`;
  }

  #declarations(): Map<string, string> {
    const random = this.#random;
    const made = random.some(random.once(2) ? 3 : 0, () => random.of(PREFIXES));
    return new Map(
      made.map((prefix) => [prefix, random.of(prefix === '' ? ['', ...URIS] : URIS)] as const),
    );
  }

  #declaration(prefix: string, uri: string): string {
    const name = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
    const quote = this.#random.once(6) ? "'" : '"';
    return `${name}=${quote}${uri}${quote}`;
  }

  #attributes(scope: Scope, prefixes: readonly string[]): string[] {
    const random = this.#random;
    const seen = new Set<string>();
    const made: string[] = [];
    const add = (name: string, expanded: string, value: string): void => {
      if (seen.has(expanded)) return;
      seen.add(expanded);
      const quote = random.once(4) ? "'" : '"';
      made.push(`${name}${random.of(['=', '=', '=', ' = '])}${quote}${value}${quote}`);
    };
    for (let count = random.below(random.once(2) ? 5 : 1); count > 0; count--) {
      const prefix = random.of(prefixes);
      const local = random.of(LOCALS);
      const value = random.some(4, () => random.of(IN_VALUES)).join('');
      const namespace = prefix === '' ? '' : (scope.get(prefix) ?? '');
      add(qualified(prefix, local), `${namespace} ${local}`, value);
    }
    if (random.once(4)) add('xml:lang', 'xml lang', random.of(['tr', 'en', '']));
    if (random.once(6)) add('xml:space', 'xml space', random.of(['preserve', 'default']));
    if (random.once(4)) add('xml:base', 'xml base', random.of(BASES));
    if (random.once(8)) add('xml:id', 'xml id', `i${++this.#ids}`);
    if (random.once(8)) add('xml:other', 'xml other', 'o');
    return made;
  }
}

function qualified(prefix: string, local: string): string {
  return prefix === '' ? local : `${prefix}:${local}`;
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: random.below(1000) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
