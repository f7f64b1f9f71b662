import type { Page } from 'playwright-core';

/**
 * Everything that a page and the frames in it keep in the browser, as Latin-1: local and session
 * storage, databases and caches of every origin, and what the frames show.
 */
export async function keptInBrowser(page: Page): Promise<string> {
  const origins = new Set<string>();
  const texts: string[] = [];
  for (const frame of page.frames()) {
    const origin = await frame.evaluate<string>('location.origin');
    if (!origins.has(origin)) texts.push(...(await frame.evaluate<string[]>(READ_STORES)));
    origins.add(origin);
    texts.push(await frame.evaluate<string>('document.documentElement.outerHTML'));
  }
  return texts.map((text) => Buffer.from(text).toString('latin1')).join('\n');
}

/** Bytes come as they are, one character each. */
const READ_STORES = `(async () => {
  const texts = [];
  const collect = (value) => {
    if (typeof value === 'string') texts.push(value);
    else if (value instanceof ArrayBuffer) collect(new Uint8Array(value));
    else if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      texts.push(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    } else if (Array.isArray(value)) value.forEach(collect);
    else if (value instanceof Map) collect([...value.keys(), ...value.values()]);
    else if (typeof value === 'object' && value !== null) {
      collect([...Object.keys(value), ...Object.values(value)]);
    }
    else texts.push(String(value));
  };
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  collect({ ...localStorage });
  collect({ ...sessionStorage });
  for (const { name } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      collect([await answer(rows.getAllKeys()), await answer(rows.getAll())]);
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      collect([request.url, await (await cache.match(request)).arrayBuffer()]);
    }
  }
  return texts;
})()`;
