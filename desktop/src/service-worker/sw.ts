/**
 * Keeps the three apps on the device. One cache a version, filled whole when the version is installed, so a page never
 * meets files of another one; what is not in it goes to the network untouched: the API is never cached.
 */
export {};

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build. */
declare const precache: readonly string[];
declare const version: string;

const prefix = 'galley-apps-';
const cacheName = prefix + version;
const kept: ReadonlySet<string> = new Set(precache);

self.addEventListener('install', (event) => {
  event.waitUntil(fill());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data === 'takeOver') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin || !kept.has(pathname)) return;
  event.respondWith(answer(event.request, pathname));
});

async function fill(): Promise<void> {
  const cache = await caches.open(cacheName);
  // Past the HTTP cache: a page from yesterday must not be mixed with today's files.
  await cache.addAll(precache.map((url) => new Request(url, { cache: 'reload' })));
}

async function answer(request: Request, pathname: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(pathname)) ?? fetch(request);
}

async function dropOthers(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && name !== cacheName) await caches.delete(name);
  }
}
