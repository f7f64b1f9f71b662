/** Chains have three certificates, batches one signer: few are enough. */
const MOST = 64;
/** No certificate is as long; what is would only fill the memory. */
const LONGEST = 0x10000;

/**
 * A function of bytes that remembers its last results, since the same certificates are read again and
 * again: in each signature of a chain, in each document of a batch. Failures are not remembered.
 *
 * @param read must depend on nothing but the bytes, which it may keep: it gets a copy of its own.
 */
export function remembered<T>(read: (bytes: Uint8Array) => T): (bytes: Uint8Array) => T {
  const results = new Map<string, { readonly value: T }>();
  return (bytes) => {
    if (bytes.length > LONGEST) return read(bytes);
    const key = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const known = results.get(key);
    // Those that are used stay: a map gives its keys in the order in which they came.
    results.delete(key);
    const result = known ?? { value: read(Uint8Array.from(bytes)) };
    results.set(key, result);
    if (results.size > MOST) results.delete(results.keys().next().value ?? '');
    return result.value;
  };
}
