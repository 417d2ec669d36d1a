import { ok, refuse, type Result } from '@galley/shared/values/result.ts';
import { type Clock, type Instant, instant } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, writeMeta } from '../db/database.ts';
import type { Meta } from '../db/rows.ts';
import { encodeBackup } from './format.ts';
import { readNews } from './keep.ts';

/** Puts a file where a person finds it, and says where that is. */
export type KeepFile = (file: {
  readonly name: string;
  readonly text: string;
}) => Promise<Result<{ path: string }>>;

/**
 * Writes all that this device alone may know to a file: entries that the server has not settled, or that no verified
 * backup of the server holds [S5]. What came of it is kept, so that a till whose backups fail says so.
 */
export async function keepBackup(
  { db, now }: { readonly db: GalleyDatabase; readonly now: Clock },
  keep: KeepFile,
): Promise<Result<Meta['backup']>> {
  const news = await readNews(db, null);
  if (!news) return refuse('notEnrolled', 'This device is not a till yet. Enter an enrolment code first.');
  const { identity, rows } = news;
  const at = instant(now());
  const text = encodeBackup(news, rows, at);
  const kept = await keep({ name: nameOf(at, identity.till.code), text });
  const fault = kept.ok ? null : kept.message;
  const backup = { at, entries: rows.length, place: kept.ok ? kept.value.path : '', fault };
  await writeMeta(db, 'backup', backup);
  return kept.ok ? ok(backup) : kept;
}

/** `2026-11-21-1730-05-T1.galley`: sorted by name they are sorted by time. */
function nameOf(at: Instant, code: string): string {
  const [day = '', time = ''] = at.split('T');
  return `${day}-${time.slice(0, 8).replaceAll(':', '')}-${code}.galley`;
}
