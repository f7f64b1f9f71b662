import { MuhurError } from '../../errors.ts';
import type { Card, CardSnapshot, PinInput, PinStatus, SignInput } from '../card.ts';
import { fromWire } from '../process/wireError.ts';
import type { ModuleRun } from './moduleProcess.ts';
import type { WireToken } from './protocol.ts';

/** A card through its vendor's module, in one session of it. */
export class TokenCard implements Card {
  readonly #run: ModuleRun;
  readonly #session: number;
  readonly #token: WireToken;

  /** @param token as it was listed. */
  constructor(run: ModuleRun, session: number, token: WireToken) {
    this.#run = run;
    this.#session = session;
    this.#token = token;
  }

  get family(): CardSnapshot['family'] {
    return this.#token.snapshot.family;
  }

  readSerial(): Promise<string | null> {
    return Promise.resolve(this.#token.snapshot.serial);
  }

  async readCertificates(): Promise<CardSnapshot['certificates']> {
    return (await this.readSnapshot()).certificates;
  }

  async readSnapshot(): Promise<CardSnapshot> {
    return snapshotOf(await this.#run.ask({ op: 'read', session: this.#session }));
  }

  readPinStatus(): Promise<PinStatus> {
    return this.#run.ask({ op: 'pinStatus', session: this.#session, whose: 'pin' });
  }

  readPukStatus(): Promise<PinStatus> {
    return this.#run.ask({ op: 'pinStatus', session: this.#session, whose: 'puk' });
  }

  async verifyPin(pin: PinInput): Promise<void> {
    await this.#run.ask({ op: 'verify', session: this.#session, pin });
  }

  async changePin(oldPin: PinInput, newPin: PinInput): Promise<void> {
    await this.#run.ask({ op: 'change', session: this.#session, oldPin, newPin });
  }

  async unblockPin(puk: PinInput, newPin: PinInput): Promise<void> {
    await this.#run.ask({ op: 'unblock', session: this.#session, puk, newPin });
  }

  sign(keyId: string, input: SignInput, pin?: PinInput): Promise<Uint8Array> {
    const request = { op: 'sign', session: this.#session, keyId, input } as const;
    return this.#run.ask(pin === undefined ? request : { ...request, pin });
  }

  decipher(keyId: string, cryptogram: Uint8Array, pin?: PinInput): Promise<Uint8Array> {
    const request = { op: 'decipher', session: this.#session, keyId, cryptogram } as const;
    return this.#run.ask(pin === undefined ? request : { ...request, pin });
  }

  /** A module knows no raw commands. */
  relay(command: Uint8Array): Promise<Uint8Array> {
    command.fill(0);
    return Promise.reject(new MuhurError('pin/needs-module', { family: this.family }));
  }

  async logout(): Promise<void> {
    await this.#run.ask({ op: 'logout', session: this.#session });
  }
}

export function snapshotOf({ snapshot }: WireToken): CardSnapshot {
  return { ...snapshot, problems: snapshot.problems.map(fromWire) };
}
