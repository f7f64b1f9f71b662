/** Is it a host of Kamu SM? Nothing of ours is ever sent there. A dot at the end means the same. */
export function isKamuSmHost(hostname: string): boolean {
  return /(^|\.)kamusm\.gov\.tr\.*$/i.test(hostname);
}
