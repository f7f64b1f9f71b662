import { MuhurError } from '../../../errors.ts';
import type { Preset } from '../../../signature/xades/build/presets.ts';
import { isPresetName, presetByName } from '../../../signature/xades/build/presets.ts';
import { setting } from '../../settings.ts';
import { outputName } from './outputName.ts';

/** How documents are signed, as the settings say, or a task. */
export interface SigningOptions {
  readonly preset: Preset;
  /** The time-stamp server; null: level B, without a time stamp. */
  readonly stampAddress: string | null;
  /** The name of the result beside a document of that name. */
  readonly nameFor: (fileName: string) => string;
}

export interface AskedOptions {
  readonly preset?: string | undefined;
  readonly level?: string | undefined;
  readonly outputName?: string | undefined;
}

/** @throws `sign/preset`, `time-stamp/no-address`: before anybody is asked for anything. */
export function signingOptions(asked: AskedOptions = {}): SigningOptions {
  const name = asked.preset ?? setting('maliMuhur.sign.preset');
  if (!isPresetName(name)) throw new MuhurError('sign/preset', { name });
  const level = asked.level ?? setting('maliMuhur.sign.level');
  const pattern = asked.outputName ?? setting('maliMuhur.sign.outputName');
  return {
    preset: presetByName(name),
    stampAddress: level === 'T' ? checkedAddress(setting('maliMuhur.sign.tsa.url')) : null,
    nameFor: (fileName) => outputName(pattern, fileName),
  };
}

function checkedAddress(text: string): string {
  const url = URL.parse(text.trim());
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === null || !isWeb) throw new MuhurError('time-stamp/no-address', { text: text.trim() });
  return url.href;
}
