import { refuse, ok, type Refusal, type Result } from '@galley/shared/values/result.ts';
import { appOrigin, pages } from '../ipc.ts';

/** A file of the built app: its path below the app's folder, and what it is. */
export type ServedFile = { readonly path: string; readonly type: string };

const types: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
  ['webmanifest', 'application/manifest+json; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['ico', 'image/x-icon'],
  ['woff2', 'font/woff2'],
  ['wasm', 'application/wasm'],
]);

/** Names as a build makes them. No dot first and no other sign at all: nothing that could lead out of the folder. */
const plainPath = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/** Which file a request of a page is for. Decides on the text alone; whoever reads it still looks where it really lies. */
export function decideFile(
  method: string,
  address: string,
): Result<ServedFile, Refusal<'method' | 'origin' | 'path'>> {
  if (method !== 'GET') return refuse('method', 'The app is only read.');
  if (!URL.canParse(address)) return refuse('origin', 'This is not an address.');
  const { protocol, host, username, password, pathname } = new URL(address);
  if (`${protocol}//${host}` !== appOrigin || username !== '' || password !== '') {
    return refuse('origin', `This is not ${appOrigin}.`);
  }
  const page = pages.find((each) => pathname === `/${each}`);
  const path = page ? `/${page}.html` : pathname;
  const type = types.get(/\.([a-z0-9]+)$/.exec(path)?.[1] ?? '');
  if (!plainPath.test(path) || type === undefined) {
    return refuse('path', 'The app has nothing at this address.');
  }
  return ok({ path: path.slice(1), type });
}
