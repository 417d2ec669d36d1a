import type { ByteRange } from './store.ts';

/** The one range that was asked for; null: send all, which is also the answer to several ranges at once. */
export function readRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < start) return null; // malformed, so it is ignored
  return start > end ? 'unsatisfiable' : { start, end };
}
