/** Files kept by the browser between visits (Cache Storage), where it lets us. */
import type { FileCache } from './mnistSources.ts';

const NAME = 'distillery-mnist';

/** @returns null where there is no such storage, or it is blocked (private windows, pages without https) */
export async function openBrowserCache(): Promise<FileCache | null> {
  if (typeof caches === 'undefined') return null;
  try {
    const cache = await caches.open(NAME);
    const addressOf = (name: string) => new URL(`mnist-cache/${name}`, self.location.href).href;
    return {
      async get(name) {
        const response = await cache.match(addressOf(name));
        return response ? new Uint8Array(await response.arrayBuffer()) : null;
      },
      put: (name, bytes) => cache.put(addressOf(name), new Response(new Uint8Array(bytes))),
    };
  } catch {
    return null;
  }
}
