import { useLiveQuery } from 'dexie-react-hooks';
import type { GalleyDatabase } from '../../db/database.ts';
import { syncStatus } from '../../sync/status.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { SnapshotProgress } from '../status/snapshot-progress.tsx';
import { Welcome } from '../welcome.tsx';

/** Between the code and the first menu: seconds, unless the network went away just now. */
export function FetchingScreen({ db, till }: { readonly db: GalleyDatabase; readonly till: string }) {
  const status = useLiveQuery(() => syncStatus(db), [db]);
  return (
    <Welcome title={t('fetchingTitle', { till })} text={t('fetchingText')}>
      <SnapshotProgress db={db} />
      {status?.fault && <Notice tone="wait">{status.fault.message}</Notice>}
    </Welcome>
  );
}
