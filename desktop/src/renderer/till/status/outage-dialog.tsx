import { useLiveQuery } from 'dexie-react-hooks';
import { writeMeta } from '../../db/database.ts';
import type { SyncProblem, SyncStatus } from '../../sync/status.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSession } from '../till-context.ts';
import { BackupSection } from './backup-section.tsx';
import { UpdateNotice } from '../update/update-notice.tsx';
import { DeviceSection } from './device-section.tsx';
import { EnrolAgain } from './enrol-again.tsx';
import { HeldEntries } from './held-entries.tsx';
import './outage-dialog.css';
import { readHeld, readWarnings } from './queries.ts';
import { RecordsSection } from './records-section.tsx';
import { SnapshotProgress } from './snapshot-progress.tsx';
import { warningWords } from './warning-words.ts';
import { WhatWaits } from './what-waits.tsx';

/** What works, what waits and what somebody has to do, in words that calm rather than alarm. */
export function OutageDialog({
  status,
  onClose,
}: {
  readonly status: SyncStatus;
  readonly onClose: () => void;
}) {
  const { till, branch } = useSession();
  const held = useLiveQuery(() => readHeld(till.db), [till]);
  const warnings = useLiveQuery(() => readWarnings(till.db), [till]);
  const { fault, problems } = status;
  const offline = fault?.code === 'offline';
  const enrolAgain = problems.some(({ kind }) => ['fork', 'needsSignIn', 'stuck'].includes(kind));

  return (
    <Dialog title={t(offline ? 'outageTitle' : 'statusTitle')} wide onClose={onClose}>
      <div className="outage-dialog">
        {offline && (
          <p className="lead">{t('outageLead', { time: formatTime(fault.since, branch.timeZone) })}</p>
        )}
        {problems.map((problem) => (
          <Notice key={problem.kind} tone="loss">
            {problemWords(problem)}
            {problem.kind === 'notMoving' && (
              <Button tone="loss" onClick={() => void writeMeta(till.db, 'watch', null)}>
                {t('tryAgain')}
              </Button>
            )}
          </Notice>
        ))}
        {enrolAgain && <EnrolAgain />}
        {warnings &&
          warningWords(warnings).map((words) => (
            <Notice key={words} tone="wait">
              {words}
            </Notice>
          ))}
        <UpdateNotice />
        <SnapshotProgress db={till.db} />
        {held && <HeldEntries entries={held.entries} damaged={held.damaged} />}
        <WhatWaits status={status} />
        <section className="works">
          <h3>{t('whatWorks')}</h3>
          <ul>
            <li>{t('worksSelling')}</li>
            <li>{t('worksPrinting')}</li>
            <li>{t('worksReload')}</li>
            {offline && <li className="not">{t('worksNot')}</li>}
          </ul>
          {offline && <p>{t('tellGuests')}</p>}
        </section>
        <RecordsSection />
        {!till.db.training && <BackupSection />}
        <DeviceSection />
      </div>
    </Dialog>
  );
}

function problemWords({ kind, count, message }: SyncProblem): string {
  switch (kind) {
    case 'fork':
      return t('problemFork', { count });
    case 'quarantined':
      return t('problemQuarantined', { count });
    case 'damaged':
      return t('problemDamaged', { count });
    case 'notMoving':
      return t('problemNotMoving');
    case 'disabled':
      return t('problemTillDisabled');
    case 'needsSignIn':
    case 'stuck':
      return message;
  }
}
