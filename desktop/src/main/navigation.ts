import { appOrigin, type Page, pages } from '../ipc.ts';

/**
 * The page at an address of ours; null for everything else. Addresses are compared whole and parsed, never by how they
 * begin: `app://galley.example/till` and `https://x/?next=app://galley/till` are not ours.
 */
export function pageOf(address: string): Page | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host, username, password, pathname } = new URL(address);
  if (`${protocol}//${host}` !== appOrigin || username !== '' || password !== '') return null;
  return pages.find((page) => pathname === `/${page}`) ?? null;
}

/** A window may go to our own pages, and nowhere else. */
export function mayNavigate(address: string): boolean {
  return pageOf(address) !== null;
}
