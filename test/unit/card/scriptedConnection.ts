import assert from 'node:assert/strict';
import { fromHex, toHex } from '../../../src/hex.ts';
import type { CardConnection } from '../../../src/card/reader/reader.ts';

/** A recorded conversation: command and response in hexadecimal, in the order they must come. */
export type ApduScript = readonly (readonly [command: string, response: string])[];

export const V1_ATR = '3BBA11008131FE4D55454B41452056312E30AE';

/** A card that says its lines and fails the test when it is asked anything else. */
export function scriptedConnection(
  script: ApduScript,
  options: { atr?: string; kind?: CardConnection['kind'] } = {},
): CardConnection & { readonly remaining: () => number } {
  const lines = [...script];
  return {
    reader: 'Scripted Reader',
    kind: options.kind ?? 'pcsc',
    atr: fromHex(options.atr ?? V1_ATR),
    transmit(command) {
      const line = lines.shift();
      assert.ok(line, `the card was asked more than expected: ${toHex(command)}`);
      assert.equal(toHex(command), line[0].replaceAll(' ', ''));
      return Promise.resolve(fromHex(line[1]));
    },
    disconnect: () => Promise.resolve(),
    remaining: () => lines.length,
  };
}
