import type { CardService, CardsState } from '../card/cardState.ts';

/** Longer than reading a slow card takes; a reader that hangs must not keep a command waiting. */
const LIMIT_MS = 5000;

/** The state once every source has reported and no card is being read, or after a limit. */
export function settled(cards: CardService): Promise<CardsState> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      listening.dispose();
      resolve(cards.state);
    };
    const timer = setTimeout(done, LIMIT_MS);
    const listening = cards.onDidChange((state) => {
      if (isSettled(state)) done();
    });
    if (isSettled(cards.state)) done();
  });
}

function isSettled({ settled: reported, readers }: CardsState): boolean {
  return reported && !readers.some(({ reading }) => reading);
}
