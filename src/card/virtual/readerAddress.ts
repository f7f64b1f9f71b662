/** Where a vpcd reader listens for its card. */
export interface ReaderAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads "host:port", an IPv6 address in brackets; undefined when it is something else. */
export function parseAddress(text: string): ReaderAddress | undefined {
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([0-9A-Za-z.-]+)):([0-9]{1,5})$/.exec(text.trim());
  if (match === null) return undefined;
  const host = match[1] ?? match[2] ?? '';
  const port = Number(match[3]);
  return port >= 1 && port <= 65535 ? { host, port } : undefined;
}
