import { healthy, installed, isKept, isWaiting, opened, type Pointer, takenOver } from './pointer.ts';

/**
 * Keeps the apps on the device. One cache a version, filled whole when the version is installed. A page is served from the
 * version that the pointer names; its other files have their content in their name, so whichever cache has them, they are
 * the same: no page ever meets files of another version. Photos of the menu have a cache of their own. What is not kept goes to the network untouched: the API is never
 * cached.
 */
declare const self: ServiceWorkerGlobalScope;
/** Written in by the build. */
declare const precache: readonly string[];
declare const version: string;

const prefix = 'galley-apps-';
const pointerCache = 'galley-apps';
const pointerUrl = '/pointer';
const pages: ReadonlySet<string> = new Set(['/till', '/kitchen', '/office', '/display']);
/** Changes of the pointer come one after the other. */
let turn: Promise<unknown> = Promise.resolve();

self.addEventListener('install', (event) => {
  // This worker may take over at once, because it goes on serving the version that the pages have.
  event.waitUntil(fill().then(() => Promise.all([self.skipWaiting(), tellWhichIsNewest()])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(begin());
});

self.addEventListener('message', (event) => {
  const said: unknown = event.data;
  if (said === 'takeOver') event.waitUntil(takeOver());
  if (said === 'isNewest') event.waitUntil(tellWhichIsNewest());
  if (said === 'healthy') event.waitUntil(change((pointer) => healthy(installed(pointer, version))));
});

self.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin) return;
  if (mode === 'navigate' && pages.has(pathname)) event.respondWith(openPage(event.request, pathname));
  else if (isKeptPath(pathname)) event.respondWith(answer(event.request, pathname));
  else if (pathname.startsWith('/menu/photos/')) event.respondWith(answerPhoto(event.request));
});

/** A photo never changes under its name, so the first one that came is kept for when there is no network. */
async function answerPhoto(request: Request): Promise<Response> {
  const cache = await caches.open('galley-photos');
  const known = await cache.match(request.url);
  if (known) return known;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request.url, fresh.clone());
  return fresh;
}

/** Chromium fires this when the network is back, if a page has asked for it. The pages hold the key, so they send. */
self.addEventListener('sync', (event) => {
  const waking = event as ExtendableEvent; // the type of this event is not in the libraries yet
  waking.waitUntil(tell('wake'));
});

function isKeptPath(pathname: string): boolean {
  return precache.includes(pathname) || pathname.startsWith('/assets/');
}

async function fill(): Promise<void> {
  const cache = await caches.open(prefix + version);
  // Past the HTTP cache: a page from yesterday must not be mixed with today's files.
  await cache.addAll(precache.map((url) => new Request(url, { cache: 'reload' })));
}

async function begin(): Promise<void> {
  const pointer = await change((before) => installed(before, version));
  await dropOthers(pointer);
  await self.clients.claim();
}

async function openPage(request: Request, pathname: string): Promise<Response> {
  const pointer = await change((before) => opened(installed(before, version)));
  const cache = await caches.open(prefix + pointer.current);
  return (await cache.match(pathname)) ?? fetch(request);
}

async function answer(request: Request, pathname: string): Promise<Response> {
  const pointer = await readPointer();
  const current = pointer && (await (await caches.open(prefix + pointer.current)).match(pathname));
  return current ?? (await caches.match(pathname)) ?? fetch(request);
}

async function takeOver(): Promise<void> {
  const before = await readPointer();
  const after = await change((pointer) => takenOver(installed(pointer, version), version));
  if (before?.current === after.current) return;
  await dropOthers(after);
  await tell('newVersion');
}

async function tellWhichIsNewest(): Promise<void> {
  const pointer = await readPointer();
  await tell(pointer && isWaiting(pointer, version) ? 'newer' : 'newest');
}

async function tell(what: string): Promise<void> {
  for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage(what);
}

async function dropOthers(pointer: Pointer): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && !isKept(pointer, name.slice(prefix.length), version)) {
      await caches.delete(name);
    }
  }
}

function change(how: (pointer: Pointer | null) => Pointer): Promise<Pointer> {
  const next = turn.then(async () => {
    const before = await readPointer();
    const after = how(before);
    if (after !== before) {
      await (await caches.open(pointerCache)).put(pointerUrl, new Response(JSON.stringify(after)));
    }
    return after;
  });
  turn = next.catch(() => undefined); // whoever wanted it hears it; the next change has its turn all the same
  return next;
}

async function readPointer(): Promise<Pointer | null> {
  const kept = await (await caches.open(pointerCache)).match(pointerUrl);
  return kept ? ((await kept.json()) as Pointer) : null; // written above and nowhere else
}
