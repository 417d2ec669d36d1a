import { useQuery, useQueryClient } from '@tanstack/react-query';
import { jobPrinterOf } from '../../actions/queue-print-jobs.ts';
import { printTestPage } from '../../actions/print-test-page.ts';
import { HostAway } from '../../host/print-host.ts';
import { pickHost } from '../../host/pick-host.ts';
import { Button } from '../../ui/button.tsx';
import { causeWords } from '../../ui/messages/cause-words.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { diagnose } from './diagnose.ts';
import { PrintJobItem } from './print-job-item.tsx';
import type { PrinterState } from './queries.ts';

const askEveryMs = 3_000;

/** One printer at the doctor's: how it is, what to do about it, and what it still owes. */
export function PrinterCard({
  state,
  others,
}: {
  readonly state: PrinterState;
  /** Where its tickets could come out instead. */
  readonly others: readonly PrinterState[];
}) {
  const { till, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const queries = useQueryClient();
  const printer = jobPrinterOf(state.printer);
  const key = ['printer', state.printer.id];
  const asked = useQuery({
    queryKey: key,
    queryFn: async () => (await pickHost(till.db, fetch)).ask(printer),
    refetchInterval: askEveryMs,
    retry: false,
  });
  const away = asked.error instanceof HostAway ? asked.error : null;
  const condition = asked.data ?? null;
  const { tone, name, words } = diagnose(state, condition);

  async function pause(why: string | null): Promise<void> {
    queries.setQueryData(key, await (await pickHost(till.db, fetch)).pause(printer, why));
  }

  return (
    <section className="printer-card" aria-label={state.printer.name}>
      <header>
        <h3>{state.printer.name}</h3>
        <span className={`pill ${away ? 'loss' : tone}`}>{away ? t('printerStopped') : name}</span>
        <small>{state.printer.address}</small>
      </header>
      <p className={`words ${away ? 'loss' : tone}`} role="status">
        {away ? causeWords(away.message) : words}
      </p>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      <div className="acts">
        <Button disabled={busy} onClick={() => attempt(printTestPage(till, state.printer.id))}>
          {t('testPrint')}
        </Button>
        {(condition?.paused ?? null) === null ? (
          <Button disabled={!condition} onClick={() => void pause(t('pausedBy', { name: staff.name }))}>
            {t('pausePrinter')}
          </Button>
        ) : (
          <Button tone="wait" onClick={() => void pause(null)}>
            {t('resumePrinter')}
          </Button>
        )}
      </div>
      {state.jobs.length > 0 && (
        <ul>
          {state.jobs.map((job) => (
            <PrintJobItem key={job.id} job={job} others={others} />
          ))}
        </ul>
      )}
    </section>
  );
}
