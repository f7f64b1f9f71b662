import Mocha from 'mocha';

/**
 * Whole numbers below a limit, the same for the same seed. The seed is printed; the variable named
 * repeats a run.
 */
export function seededRandom(variable: string): (limit: number) => number {
  const seed = Number(process.env[variable] ?? Math.floor(Math.random() * 0x7fffffff));
  Mocha.reporters.Base.consoleLog(
    `    seed ${String(seed)} (repeat with ${variable}=${String(seed)})`,
  );
  let state = seed >>> 0;
  return (limit) => {
    // Numerical Recipes' linear congruential generator; its upper bits are the good ones.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 0x100000000) * limit);
  };
}
