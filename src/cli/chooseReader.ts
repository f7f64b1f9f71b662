import type { ReaderStatus } from '../card/reader/reader.ts';
import { MuhurError } from '../errors.ts';

/**
 * By exact name, else by a part of one that fits a single reader; without a name the first card.
 * @throws `reader/none`, `reader/not-found`
 */
export function chooseReader(
  readers: readonly ReaderStatus[],
  name: string | undefined,
): ReaderStatus {
  const withCard = readers.filter(({ state }) => state !== 'empty' && state !== 'unavailable');
  if (name === undefined) {
    const [first] = withCard.length > 0 ? withCard : readers;
    if (first === undefined) throw new MuhurError('reader/none', {});
    return first;
  }
  const exact = readers.find((reader) => reader.name === name);
  const similar = readers.filter((reader) =>
    reader.name.toLowerCase().includes(name.toLowerCase()),
  );
  const found = exact ?? (similar.length === 1 ? similar[0] : undefined);
  if (found === undefined) throw new MuhurError('reader/not-found', { reader: name });
  return found;
}
