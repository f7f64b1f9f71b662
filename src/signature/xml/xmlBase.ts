interface Reference {
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
}

/**
 * What xml:base values, the outermost first, mean together (Canonical XML 1.1 §2.4): RFC 3986 §5.2
 * with a base that may be relative. Empty when they come to nothing.
 */
export function joinBases(values: readonly string[]): string {
  return values.reduceRight((joined, base) => join(base, joined));
}

function join(baseText: string, text: string): string {
  const base = asFolder(parse(baseText));
  const reference = parse(text);
  if (reference.scheme !== undefined || reference.authority !== undefined) {
    const scheme = reference.scheme ?? base.scheme;
    return print({ ...reference, scheme, path: withoutDots(reference.path) });
  }
  if (reference.path === '') return print({ ...base, query: reference.query ?? base.query });
  const path = reference.path.startsWith('/') ? reference.path : merge(base, reference.path);
  return print({ ...base, path: withoutDots(path), query: reference.query });
}

/** RFC 3986 appendix B; what follows "#" is of no account. */
function parse(text: string): Reference {
  const parts = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/.exec(text);
  return {
    scheme: parts?.[1],
    authority: parts?.[2],
    path: parts?.[3] ?? '',
    query: parts?.[4],
  };
}

function print({ scheme, authority, path, query }: Reference): string {
  return (
    (scheme === undefined ? '' : `${scheme}:`) +
    (authority === undefined ? '' : `//${authority}`) +
    path +
    (query === undefined ? '' : `?${query}`)
  );
}

/** A base that ends in ".." names a folder. */
function asFolder(base: Reference): Reference {
  return /(^|\/)\.\.$/.test(base.path) ? { ...base, path: `${base.path}/` } : base;
}

/** RFC 3986 §5.2.3. */
function merge(base: Reference, path: string): string {
  if (base.authority !== undefined && base.path === '') return `/${path}`;
  return base.path.slice(0, base.path.lastIndexOf('/') + 1) + path;
}

/** RFC 3986 §5.2.4, but "../" at the start of a relative path stays, and "//" is one "/". */
export function withoutDots(path: string): string {
  const absolute = path.startsWith('/');
  const kept: string[] = [];
  for (const segment of path.split('/').filter((name) => name !== '' && name !== '.')) {
    const last = kept.at(-1);
    if (segment !== '..') kept.push(segment);
    else if (last !== undefined && last !== '..') kept.pop();
    else if (!absolute) kept.push('..');
  }
  const folder = /(^|\/)\.{0,2}$/.test(path) && kept.length > 0;
  return (absolute ? '/' : '') + kept.join('/') + (folder ? '/' : '');
}
