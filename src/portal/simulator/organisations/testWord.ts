import * as z from 'zod';
import type { Vault } from '../vault.ts';

const testWord = z.object({ word: z.string() });

/**
 * The security word of an organisation, for test suites to be told; its hash is what a sign-in is
 * compared with. @returns base64.
 */
export function sealTestWord(vault: Vault, vkn: string, word: string): string {
  return Buffer.from(vault.seal(`word:${vkn}`, { word })).toString('base64');
}

/** @returns null once somebody chose another word, and when the key is lost. */
export function openTestWord(vault: Vault, vkn: string, sealed: unknown): string | null {
  if (typeof sealed !== 'string') return null;
  const opened = vault.open(`word:${vkn}`, new Uint8Array(Buffer.from(sealed, 'base64')));
  return testWord.safeParse(opened).data?.word ?? null;
}
