import { useLiveQuery } from 'dexie-react-hooks';
import type { GalleyDatabase } from '../../db/database.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { Progress } from '../../ui/progress.tsx';
import { readLoading } from './queries.ts';

/** How far the branch's records have been loaded; nothing while they are not. */
export function SnapshotProgress({ db }: { readonly db: GalleyDatabase }) {
  const loading = useLiveQuery(() => readLoading(db), [db]);
  if (!loading) return null;
  const { rows, count } = loading;
  const words = t('loadingRows', { rows: numeral(String(rows)), count: numeral(String(count)) });
  return <Progress label={t('loadingRecords')} words={words} value={rows} max={count} />;
}
