import type { CardContents, DedicatedFile, ElementaryFile } from './contents.ts';

/** What a card knows between two commands, and forgets without power. */
export interface Session {
  readonly contents: CardContents;
  /** Writes PINs and counters to lasting memory; an answer leaves only after that. */
  readonly persist: () => Promise<void>;
  /** The DFs from the MF to the current DF. Never empty. */
  path: readonly DedicatedFile[];
  currentEf: ElementaryFile | null;
  pinVerified: boolean;
  pukVerified: boolean;
  /** Chosen by MANAGE SECURITY ENVIRONMENT. */
  keyReference: number | null;
}

export function freshSession(contents: CardContents, persist: () => Promise<void>): Session {
  return {
    contents,
    persist,
    path: [contents.masterFile],
    currentEf: null,
    pinVerified: false,
    pukVerified: false,
    keyReference: null,
  };
}
