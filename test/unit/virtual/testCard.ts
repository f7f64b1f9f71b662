import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { VirtualCardProfile } from '../../../src/card/virtual/library.ts';
import { OperatingSystem } from '../../../src/card/virtual/os/operatingSystem.ts';
import { makeCard } from '../../../src/card/virtual/personalise.ts';
import type { StoredCard } from '../../../src/card/virtual/storedCard.ts';
import { parseCard, serializeCard } from '../../../src/card/virtual/storedCard.ts';
import { fromHex, toHex } from '../../../src/hex.ts';
import type { KeyPairAlgorithm } from '../../../src/pki/testAuthority/keyPair.ts';

const made = new Map<string, Promise<string>>();

/** A card of its own for each test; keys and certificates are the same, as they take long to make. */
export async function storedCard(
  profile: VirtualCardProfile = 'mali-muhur',
  algorithm: KeyPairAlgorithm = 'RSA-2048',
): Promise<StoredCard> {
  const kind = `${profile} ${algorithm}`;
  let text = made.get(kind);
  if (text === undefined) {
    text = makeCard({ name: 'Test', profile, algorithm }).then(({ card }) => serializeCard(card));
    made.set(kind, text);
  }
  const stored = parseCard(await text);
  stored.contents.pin.value = '314159';
  stored.contents.puk.value = '27182818';
  return stored;
}

/** A card operating system without a disk; `written` has the counters of each write. */
export interface TestSystem {
  readonly stored: StoredCard;
  readonly written: { readonly pin: number; readonly puk: number }[];
  /** Sends hex and gets hex; `PIN`, `PUK` and `WRONG` stand for those, as ASCII in hex. */
  send(command: string): Promise<string>;
  /** Lets every write fail from now on. */
  breakMemory(): void;
  reset(): void;
}

export const ascii = (text: string) => toHex(Buffer.from(text, 'latin1'));

export async function testSystem(
  profile?: VirtualCardProfile,
  algorithm?: KeyPairAlgorithm,
): Promise<TestSystem> {
  const stored = await storedCard(profile, algorithm);
  const { pin, puk } = stored.contents;
  const [rightPin, rightPuk] = [pin.value, puk.value];
  const written: { pin: number; puk: number }[] = [];
  let broken = false;
  const system = new OperatingSystem(stored.contents, () => {
    if (broken) return Promise.reject(new Error('no space left on device'));
    written.push({ pin: pin.triesLeft, puk: puk.triesLeft });
    return Promise.resolve();
  });
  return {
    stored,
    written,
    async send(command) {
      const hex = command
        .replaceAll('PIN', ascii(rightPin))
        .replaceAll('PUK', ascii(rightPuk))
        .replaceAll('WRONG', ascii('000000'));
      return toHex(await system.process(fromHex(hex)));
    },
    breakMemory() {
      broken = true;
    },
    reset() {
      system.reset();
    },
  };
}

/** A script in the manner of libelectronic-id: commands and the answers they must get. */
export type Script = readonly (readonly [command: string, response: string])[];

export async function play(system: TestSystem, script: Script): Promise<void> {
  for (const [step, [command, expected]] of script.entries()) {
    const response = await system.send(command);
    if (response !== expected.replace(/\s/g, '')) {
      throw new Error(`step ${step + 1}: ${command} → ${response}, expected ${expected}`);
    }
  }
}

/** The parts of a response APDU. */
export function split(response: string): { data: string; sw: string } {
  return { data: response.slice(0, -4), sw: response.slice(-4) };
}

/** The key in the certificate with that file identifier. */
export function publicKey(system: TestSystem, id: number): KeyObject {
  for (const file of system.stored.contents.masterFile.children) {
    if (file.kind !== 'df') continue;
    const certificate = file.children.find((entry) => entry.id === id);
    if (certificate?.kind === 'ef') return new X509Certificate(certificate.content).publicKey;
  }
  throw new Error('no such certificate');
}
