import type { ReaderModel } from '../findings.ts';

/** By the names of PC/SC drivers; the more particular first. */
const MODELS: readonly (readonly [RegExp, ReaderModel])[] = [
  [/ACR ?38U?[- ]?CCID|ACR ?38T|ACS CCID USB/i, 'acr38-ccid'],
  [/ACR ?38/i, 'acr38'],
  [/ACR ?39T/i, 'acr39t'],
  [/ACR ?39/i, 'acr39'],
  [/Virtual PCD/i, 'vpcd'],
];

/** Which reader it is, by its PC/SC name; that decides which driver it needs. */
export function readerModel(name: string): ReaderModel {
  return MODELS.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}
