import { MuhurError, isMuhurError } from '../../../errors.ts';

type Make = (reader: string) => MuhurError;

const noService: Make = () => new MuhurError('reader/no-service', {});
const unavailable: Make = (reader) => new MuhurError('reader/unavailable', { reader });
const absent: Make = (reader) => new MuhurError('card/absent', { reader });
const removed: Make = (reader) => new MuhurError('card/removed', { reader });
const reset: Make = (reader) => new MuhurError('card/reset', { reader });
const mute: Make = (reader) => new MuhurError('card/mute', { reader });
const inUse: Make = (reader) => new MuhurError('reader/in-use', { reader });

/** The binding throws texts, one for each PC/SC return code; here is what they mean to us. */
const MEANINGS: Readonly<Record<string, Make>> = {
  'PC/SC service not running': noService,
  'PC/SC service stopped': noService,
  'Communication error': noService,
  'Invalid handle': noService,
  'Reader unavailable': unavailable,
  'Reader not ready': unavailable,
  'Unknown reader': unavailable,
  'No readers available': unavailable,
  'No smart card present': absent,
  'Card was removed': removed,
  'Card is unpowered': mute,
  'Card is unresponsive': mute,
  'Card was reset': reset,
  'Sharing violation': inUse,
};

/** A failure of the PC/SC binding as one of our errors, the original kept as its cause. */
export function pcscFailure(error: unknown, reader: string): MuhurError {
  if (isMuhurError(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const known = MEANINGS[reason]?.(reader) ?? new MuhurError('reader/failed', { reader, reason });
  known.cause = error;
  return known;
}
