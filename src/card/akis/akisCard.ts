import { MuhurError } from '../../errors.ts';
import { relayCommand } from '../apdu/relay.ts';
import type { ApduTrace } from '../apdu/trace.ts';
import { extendedApduTransport, shortApduTransport } from '../apdu/transport.ts';
import type { ApduTransport } from '../apdu/transport.ts';
import type {
  Card,
  CardCertificate,
  CardFamily,
  CardKey,
  CardSnapshot,
  PinStatus,
  SignInput,
} from '../card.ts';
import type { CardConnection } from '../reader/reader.ts';
import { CardFiles } from '../iso7816/files.ts';
import type { CertificateEntry, Entries, PinEntry } from '../iso7816/pkcs15/objects.ts';
import type { TokenInfo } from '../iso7816/pkcs15/directories.ts';
import { TaskQueue } from '../taskQueue.ts';
import { VIRTUAL_CARD_MANUFACTURER } from '../virtual/manufacturer.ts';
import * as akis from './commands.ts';
import { algorithmFor } from '../signInput.ts';
import { cardInput, requireKey, withoutReference } from './keyRules.ts';
import {
  readCertificateEntries,
  readDirectories,
  readKeyEntries,
  readPinEntries,
  readTokenInfo,
  tolerable,
} from './layout.ts';
import type { CardLayout, Directories } from './layout.ts';
import { UNKNOWN_PIN, rejectUnfit, ruleOf, unblockingPin, userPin } from './pinRules.ts';
import type { Recognition } from './recognise.ts';

/** The virtual card allows three wrong PINs and three wrong PUKs, as the portal says of real ones. */
const VIRTUAL_CARD_TRIES = 3;

/** A card of the AKİS families, spoken to by raw APDUs. */
export class AkisCard implements Card {
  readonly #connection: CardConnection;
  readonly #trace: ApduTrace;
  readonly #recognition: Recognition;
  readonly #transport: ApduTransport;
  /** For keys, which only the virtual card lets us use: it takes extended APDUs. */
  readonly #extended: ApduTransport;
  readonly #files: CardFiles;
  readonly #isInProcess: boolean;
  #layout: CardLayout | null;
  #serial: Promise<string | null> | null = null;
  #directories: Promise<Directories> | null = null;
  readonly #keyOperations = new TaskQueue();
  /** Reference of the key that the card was told to use, as long as nothing was selected since. */
  #chosenKey: number | null = null;

  /** `layout`: what an earlier connection to the same card read. */
  constructor(
    connection: CardConnection,
    trace: ApduTrace,
    recognition: Recognition,
    layout: CardLayout | null,
  ) {
    this.#connection = connection;
    this.#trace = trace;
    this.#recognition = recognition;
    this.#transport = shortApduTransport(connection, trace, akis.LARGEST_FIELD);
    this.#extended = extendedApduTransport(connection, trace);
    this.#files = new CardFiles(this.#transport, akis.LARGEST_FIELD);
    this.#isInProcess = connection.kind === 'in-process';
    this.#layout = layout;
  }

  get family(): CardFamily {
    const isVirtual = this.#layout?.isVirtual ?? this.#isInProcess;
    return isVirtual ? 'virtual' : this.#recognition.family;
  }

  /** What was learnt of the card, to spare the next connection the directories. */
  get layout(): CardLayout | null {
    return this.#layout;
  }

  readSerial(): Promise<string | null> {
    this.#serial ??= this.#readSerial();
    return this.#serial;
  }

  /** GET DATA is published for the first AKİS generation only; others have it in TokenInfo. */
  async #readSerial(): Promise<string | null> {
    if (this.#recognition.family === 'akis-1') return akis.readSerial(this.#transport);
    const { application } = await this.#readDirectories();
    return (await readTokenInfo(this.#files, application)).serial;
  }

  readLifeCycle(): Promise<akis.LifeCycle> {
    return akis.readLifeCycle(this.#transport);
  }

  #readDirectories(): Promise<Directories> {
    this.#directories ??= readDirectories(this.#files);
    return this.#directories;
  }

  async readCertificates(): Promise<readonly CardCertificate[]> {
    const { entries } = await readCertificateEntries(this.#files, await this.#readDirectories());
    const certificates: CardCertificate[] = [];
    for (const entry of entries) certificates.push(await this.#readCertificate(entry));
    return certificates;
  }

  async #readCertificate({ id, label, path }: CertificateEntry): Promise<CardCertificate> {
    return { id, label, der: await this.#files.read(path) };
  }

  async readSnapshot(): Promise<CardSnapshot> {
    const problems: MuhurError[] = [];
    const attempt = async <T>(read: () => Promise<T>): Promise<T | null> => {
      try {
        return await read();
      } catch (error) {
        problems.push(tolerable(error));
        return null;
      }
    };
    const keep = <T>(found: Entries<T>): readonly T[] => {
      problems.push(...found.problems);
      return found.entries;
    };

    const serial = await attempt(() => this.readSerial());
    const directories = await attempt(() => this.#readDirectories());
    if (directories === null) return this.#bareSnapshot(serial, problems);
    const { application } = directories;
    const token = await attempt(() => readTokenInfo(this.#files, application));
    const pins = keep(await readPinEntries(this.#files, directories));
    const keys = keep(await readKeyEntries(this.#files, directories));
    const entries = keep(await readCertificateEntries(this.#files, directories));
    const certificates: CardCertificate[] = [];
    for (const entry of entries) {
      const certificate = await attempt(() => this.#readCertificate(entry));
      if (certificate !== null) certificates.push(certificate);
    }
    const isVirtual = this.#isVirtual(token);
    this.#layout = { serial, isVirtual, application, keys, pins };
    return {
      ...this.#bareSnapshot(serial, problems),
      label: token?.label ?? null,
      pin: (await attempt(() => this.readPinStatus())) ?? UNKNOWN_PIN,
      puk: (await attempt(() => this.readPukStatus())) ?? UNKNOWN_PIN,
      pinRule: ruleOf(userPin(pins)),
      pukRule: ruleOf(unblockingPin(pins)),
      certificates,
      keys: keys.map(withoutReference),
    };
  }

  #bareSnapshot(serial: string | null, problems: readonly MuhurError[]): CardSnapshot {
    return {
      family: this.family,
      version: this.#recognition.version,
      serial,
      label: null,
      takesPin: this.family === 'virtual',
      pin: UNKNOWN_PIN,
      puk: UNKNOWN_PIN,
      pinRule: null,
      pukRule: null,
      certificates: [],
      keys: [],
      problems,
    };
  }

  #isVirtual(token: TokenInfo | null): boolean {
    return this.#isInProcess || token?.manufacturer === VIRTUAL_CARD_MANUFACTURER;
  }

  /** The layout, read now when no earlier connection did; then checked to be of this very card. */
  async #knownLayout(): Promise<CardLayout> {
    const serial = await this.readSerial();
    if (this.#layout !== null) {
      if (this.#layout.serial === serial) return this.#layout;
      const swapped = { expected: this.#layout.serial ?? '', actual: serial ?? '' };
      throw new MuhurError('card/swapped', swapped);
    }
    const directories = await this.#readDirectories();
    const { application } = directories;
    const token = await readTokenInfo(this.#files, application);
    const { entries: pins } = await readPinEntries(this.#files, directories);
    const { entries: keys } = await readKeyEntries(this.#files, directories);
    this.#layout = { serial, isVirtual: this.#isVirtual(token), application, keys, pins };
    return this.#layout;
  }

  async readPinStatus(): Promise<PinStatus> {
    const layout = await this.#knownLayout();
    const pin = userPin(layout.pins);
    if (pin === undefined) return UNKNOWN_PIN;
    if (layout.isVirtual) return this.#probe(layout, pin);
    if (this.#recognition.family !== 'akis-1') return UNKNOWN_PIN;
    const { permission } = await this.#files.select(layout.application);
    return akis.pinStatusOfPermission(permission);
  }

  async readPukStatus(): Promise<PinStatus> {
    const layout = await this.#knownLayout();
    const puk = unblockingPin(layout.pins);
    return layout.isVirtual && puk !== undefined ? this.#probe(layout, puk) : UNKNOWN_PIN;
  }

  async #probe({ application }: CardLayout, { reference }: PinEntry): Promise<PinStatus> {
    await this.#files.enter(application);
    return akis.probeTries(this.#transport, reference, VIRTUAL_CARD_TRIES);
  }

  async verifyPin(pin: Uint8Array): Promise<void> {
    const { reference } = await this.#preparePin([pin]);
    await akis.verify(this.#transport, reference, pin);
  }

  async changePin(oldPin: Uint8Array, newPin: Uint8Array): Promise<void> {
    const { reference } = await this.#preparePin([oldPin, newPin]);
    await akis.change(this.#transport, reference, oldPin, newPin);
  }

  async unblockPin(puk: Uint8Array, newPin: Uint8Array): Promise<void> {
    const { pins } = await this.#knownLayout();
    rejectUnfit('puk', puk, ruleOf(unblockingPin(pins)));
    const { reference } = await this.#preparePin([newPin]);
    await akis.unblock(this.#transport, reference, puk, newPin);
  }

  /**
   * Everything that must hold before a secret leaves this process: the card is one of ours, it is
   * the card we think it is, and the PIN fits its rule.
   */
  async #preparePin(pins: readonly Uint8Array[]): Promise<PinEntry> {
    const layout = await this.#knownLayout();
    if (!layout.isVirtual) throw new MuhurError('pin/needs-module', { family: this.family });
    const entry = userPin(layout.pins);
    if (entry === undefined) {
      throw new MuhurError('card/malformed', { what: 'AODF', reason: 'no PIN object' });
    }
    for (const pin of pins) rejectUnfit('pin', pin, ruleOf(entry));
    await this.#files.enter(layout.application);
    return entry;
  }

  async sign(keyId: string, input: SignInput): Promise<Uint8Array> {
    return this.#withKey(keyId, algorithmFor(input), ({ size }) =>
      akis.computeSignature(this.#extended, cardInput(input, size)),
    );
  }

  async decipher(keyId: string, cryptogram: Uint8Array): Promise<Uint8Array> {
    return this.#withKey(keyId, 'RSA', () => akis.decipher(this.#extended, cryptogram));
  }

  /**
   * Choosing the key and using it stay together. The next operation may be sent before this one
   * has been answered, so that the card never waits for us.
   */
  async #withKey(
    keyId: string,
    algorithm: CardKey['algorithm'],
    use: (key: CardKey) => Promise<Uint8Array>,
  ): Promise<Uint8Array> {
    const { answer } = await this.#keyOperations.run(async () => {
      const key = await this.#chooseKey(keyId, algorithm);
      return { answer: use(key) };
    });
    return answer;
  }

  async #chooseKey(keyId: string, algorithm: CardKey['algorithm']): Promise<CardKey> {
    const layout = await this.#knownLayout();
    if (!layout.isVirtual) throw new MuhurError('pin/needs-module', { family: this.family });
    const key = requireKey(layout.keys, keyId, algorithm);
    const entered = await this.#files.enter(layout.application);
    if (entered || this.#chosenKey !== key.reference) {
      await akis.chooseKey(this.#transport, key.reference);
      this.#chosenKey = key.reference;
    }
    return key;
  }

  async relay(command: Uint8Array): Promise<Uint8Array> {
    const { isVirtual } = await this.#knownLayout();
    if (!isVirtual) throw new MuhurError('pin/needs-module', { family: this.family });
    // Whatever was selected or chosen before may not be so afterwards.
    this.#files.forget();
    this.#chosenKey = null;
    return relayCommand(this.#connection, this.#trace, command);
  }

  async logout(): Promise<void> {
    if (this.#recognition.family === 'akis-1') await akis.logout(this.#transport);
  }
}
