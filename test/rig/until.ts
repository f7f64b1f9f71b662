import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a condition, ten times as long as it should ever take. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  seconds = 10,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited ${String(seconds)} s in vain until ${what}`);
    await delay(10);
  }
}
