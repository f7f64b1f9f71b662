import type { CardContents } from './contents.ts';
import type { Command } from './command.ts';
import { parseCommand } from './command.ts';
import { manageSecurityEnvironment, performSecurityOperation } from './keyCommands.ts';
import { changeReferenceData, logout, resetRetryCounter, verify } from './pinCommands.ts';
import { getChallenge, getData, listFiles, readBinary } from './read.ts';
import type { Reply } from './reply.ts';
import { responseApdu, status } from './reply.ts';
import { select } from './select.ts';
import type { Session } from './session.ts';
import { freshSession } from './session.ts';
import { SW } from './statusWord.ts';
import { CommandChain } from './commandChain.ts';
import { PendingResponse } from './pendingResponse.ts';

type Handler = (command: Command, session: Session) => Reply | Promise<Reply>;

/** Creating and deleting files and changing the life cycle belong to the administration phase. */
const administration: Handler = () => status(SW.conditionsOfUse);

const INTERINDUSTRY: Readonly<Record<number, Handler>> = {
  0x20: verify,
  0x22: manageSecurityEnvironment,
  0x24: changeReferenceData,
  0x2a: performSecurityOperation,
  0x2c: resetRetryCounter,
  0x84: getChallenge,
  0xa4: select,
  0xb0: readBinary,
  0xca: getData,
};

const AKIS: Readonly<Record<number, Handler>> = {
  0x09: administration,
  0x10: administration,
  0x15: administration,
  0x16: administration,
  0x18: listFiles,
  0x1a: logout,
};

const GET_RESPONSE = 0xc0;

/** Bits of CLA (ISO 7816-4 §5.4.1, first interindustry values; AKİS uses them in class 80 too). */
const CLA = { chain: 0x10, secureMessaging: 0x0c, channel: 0x03 } as const;

/**
 * The AKİS V1.0 command set, and what OpenSC's generic driver sends beside it. Any bytes get a
 * status word. Commands must come one after the other; whoever calls sees to that.
 */
export class OperatingSystem {
  readonly #contents: CardContents;
  readonly #persist: () => Promise<void>;
  readonly #chain = new CommandChain();
  readonly #pending = new PendingResponse();
  #session: Session;

  /** @param persist writes `contents` to lasting memory. */
  constructor(contents: CardContents, persist: () => Promise<void>) {
    this.#contents = contents;
    this.#persist = persist;
    this.#session = freshSession(contents, persist);
  }

  /** Forgets everything but the contents: verified PINs, selection, chosen key. */
  reset(): void {
    this.#session = freshSession(this.#contents, this.#persist);
    this.#chain.clear();
    this.#pending.clear();
  }

  /** One command APDU in, one response APDU out. Never rejects. */
  async process(bytes: Uint8Array): Promise<Uint8Array> {
    try {
      const command = parseCommand(bytes);
      return typeof command === 'number' ? this.#refuse(command) : await this.#run(command);
    } catch {
      return this.#refuse(SW.internal);
    }
  }

  async #run(command: Command): Promise<Uint8Array> {
    const wrongClass = checkClass(command.cla);
    if (wrongClass !== null) return this.#refuse(wrongClass);
    const isInterindustry = (command.cla & 0x80) === 0;
    if (isInterindustry && command.ins === GET_RESPONSE) {
      this.#chain.clear();
      return this.#pending.next(command);
    }
    const handler = handlerFor(command);
    if (typeof handler === 'number') return this.#refuse(handler);
    this.#pending.clear();
    const whole = this.#chain.add(command, (command.cla & CLA.chain) !== 0);
    if (typeof whole === 'number') return responseApdu(new Uint8Array(), whole);
    return this.#pending.deliver(await handler(whole, this.#session), whole);
  }

  #refuse(sw: number): Uint8Array {
    this.#chain.clear();
    this.#pending.clear();
    return responseApdu(new Uint8Array(), sw);
  }
}

function checkClass(cla: number): number | null {
  if ((cla & 0x60) !== 0) return SW.wrongCla;
  if ((cla & CLA.channel) !== 0) return SW.channelNotSupported;
  return (cla & CLA.secureMessaging) === 0 ? null : SW.secureMessagingNotSupported;
}

function handlerFor({ cla, ins }: Command): Handler | number {
  const [own, other] = (cla & 0x80) === 0 ? [INTERINDUSTRY, AKIS] : [AKIS, INTERINDUSTRY];
  return own[ins] ?? (other[ins] === undefined ? SW.wrongIns : SW.wrongCla);
}
