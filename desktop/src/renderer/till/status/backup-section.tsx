import type { Result } from '@galley/shared/values/result.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { keepBackup } from '../../black-box/keep-backup.ts';
import { type Backup, readBackup } from '../../black-box/read-backup.ts';
import { readMeta } from '../../db/database.ts';
import { keepFile } from '../../host/keep-file.ts';
import type { HandedIn } from '../../sync/hand-in-backup.ts';
import { restoreBackup } from '../../sync/restore-backup.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useApproval } from '../approval/use-approval.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';

/** The file that holds what this device alone may know: made here, and given back here, its own or another till's. */
export function BackupSection() {
  const { till, branch, staff } = useSession();
  const approve = useApproval();
  const { attempt, refusal, busy } = useAttempt();
  const last = useLiveQuery(() => readMeta(till.db, 'backup'), [till]);
  const [read, setRead] = useState<Backup | null>(null);
  const [given, setGiven] = useState<HandedIn | null>(null);
  const times = (at: Backup['madeAt']) => ({
    day: formatDay(at, branch.timeZone),
    time: formatTime(at, branch.timeZone),
  });

  function take(text: string): void {
    setGiven(null);
    setRead(null);
    attempt(Promise.resolve(readBackup(text)), setRead);
  }

  function give(backup: Backup): void {
    const appVersion = import.meta.env.VITE_GALLEY_VERSION ?? 'development';
    const what = `${t('giveBackup')} · ${backup.place.identity.till.name}`;
    const giving: Promise<Result<HandedIn>> = approve(
      { need: { permission: 'restoreBackup' }, what },
      (approval) => restoreBackup(till, { backup, staffId: staff.id, approval, appVersion }),
    );
    attempt(giving, (said) => {
      setGiven(said);
      setRead(null);
    });
  }

  return (
    <section className="backup">
      <h3>{t('backup')}</h3>
      <p>{t('backupText')}</p>
      {last && last.fault === null && (
        <p>{t('lastBackup', { ...times(last.at), entries: last.entries, place: last.place })}</p>
      )}
      {last && last.fault !== null && <Notice tone="loss">{t('backupFault', { why: last.fault })}</Notice>}
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      {given && <Notice tone="good">{t('backupGiven', given)}</Notice>}
      {given && given.notTaken > 0 && (
        <Notice tone="loss">{t('backupNotTaken', { count: given.notTaken })}</Notice>
      )}
      {read && (
        <Notice tone="good">
          {t('backupRead', {
            till: numeral(read.place.identity.till.name),
            ...times(read.madeAt),
            entries: read.entries.length,
          })}
          <div>
            <Button tone="money" disabled={busy} onClick={() => give(read)}>
              {t('giveBackup')}
            </Button>
          </div>
        </Notice>
      )}
      <div className="actions">
        <Button disabled={busy} onClick={() => attempt(keepBackup(till, keepFile))}>
          {t('backUpNow')}
        </Button>
        <FileButton accept=".galley" onText={take}>
          {t('readBackup')}
        </FileButton>
      </div>
    </section>
  );
}
