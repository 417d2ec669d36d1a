import { useState } from 'react';
import { clearPrintJob } from '../../actions/clear-print-job.ts';
import { divertPrintJob } from '../../actions/divert-print-job.ts';
import { resolvePrintJob } from '../../actions/resolve-print-job.ts';
import type { PrintJobRow } from '../../db/rows.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatTime } from '../../ui/format-time.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { jobName } from './job-name.ts';
import type { PrinterState } from './queries.ts';

const stateWords: Readonly<Partial<Record<PrintJobRow['state'], MessageKey>>> = {
  queued: 'jobQueued',
  blocked: 'jobWaits',
  failed: 'jobWaits',
  sending: 'jobPrinting',
  awaiting: 'jobPrinting',
  unknown: 'jobUnknown',
  expired: 'jobExpired',
};

/** A paper that is not out yet, and what a person may decide about it. */
export function PrintJobItem({
  job,
  others,
}: {
  readonly job: PrintJobRow;
  readonly others: readonly PrinterState[];
}) {
  const { till, branch } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const [asking, setAsking] = useState<'divert' | 'clear' | null>(null);
  const waits = job.state === 'queued' || job.state === 'blocked' || job.state === 'failed';
  const resolve = (answer: 'printed' | 'again') => attempt(resolvePrintJob(till, { jobId: job.id, answer }));
  const word = stateWords[job.state];
  return (
    <li className={`print-job ${job.state}`}>
      <span className="job">
        <strong>{jobName(job)}</strong>
        <span className="state">
          {job.answer !== undefined ? t('jobDecided') : word && t(word)}
          {job.divertedTo !== undefined && ` · ${t('jobDivertedTo', { name: job.divertedTo })}`}
        </span>
        <small>{formatTime(job.createdAt, branch.timeZone)}</small>
      </span>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      {asking === null && job.answer === undefined && (
        <div className="acts">
          {job.state === 'unknown' && <p>{t('didItPrint')}</p>}
          {job.state === 'unknown' && (
            <Button disabled={busy} onClick={() => resolve('printed')}>
              {t('itPrinted')}
            </Button>
          )}
          {(job.state === 'unknown' || job.state === 'expired') && (
            <Button tone="wait" disabled={busy} onClick={() => resolve('again')}>
              {t(job.state === 'unknown' ? 'printAgain' : 'printNow')}
            </Button>
          )}
          {waits && others.length > 0 && (
            <Button onClick={() => setAsking('divert')}>{t('printElsewhere')}</Button>
          )}
          {(waits || job.state === 'expired') && (
            <Button tone="quiet" onClick={() => setAsking('clear')}>
              {t('clearJob')}
            </Button>
          )}
        </div>
      )}
      {asking === 'divert' && (
        <div className="acts" role="group" aria-label={t('printElsewhere')}>
          <p>{t('whichPrinter')}</p>
          {others.map(({ printer }) => (
            <Button
              key={printer.id}
              tone="wait"
              disabled={busy}
              onClick={() =>
                attempt(divertPrintJob(till, { jobId: job.id, printerId: printer.id }), () => setAsking(null))
              }
            >
              {printer.name}
            </Button>
          ))}
          <Button tone="quiet" onClick={() => setAsking(null)}>
            {t('back')}
          </Button>
        </div>
      )}
      {asking === 'clear' && (
        <ClearForm
          busy={busy}
          onClear={(why) => attempt(clearPrintJob(till, { jobId: job.id, why }), () => setAsking(null))}
          onCancel={() => setAsking(null)}
        />
      )}
    </li>
  );
}

const reasons = ['clearToldKitchen', 'clearNotNeeded', 'clearByHand'] as const satisfies MessageKey[];

function ClearForm({
  busy,
  onClear,
  onCancel,
}: {
  readonly busy: boolean;
  readonly onClear: (why: string) => void;
  readonly onCancel: () => void;
}) {
  const [why, setWhy] = useState('');
  return (
    <form
      className="clear-form"
      onSubmit={(event) => {
        event.preventDefault();
        onClear(why);
      }}
    >
      <p>{t('clearWhy')}</p>
      <div className="acts">
        {reasons.map((reason) => (
          <Button key={reason} disabled={busy} onClick={() => onClear(t(reason))}>
            {t(reason)}
          </Button>
        ))}
      </div>
      <Field
        label={t('clearOther')}
        value={why}
        maxLength={100}
        onChange={(event) => setWhy(event.target.value)}
      />
      <div className="acts">
        <Button type="submit" tone="loss" disabled={busy || why.trim() === ''}>
          {t('clearJob')}
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          {t('back')}
        </Button>
      </div>
    </form>
  );
}
