import { resolvePrintJob } from '../../actions/resolve-print-job.ts';
import type { PrintJobRow } from '../../db/rows.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './printers-dialog.css';
import type { PrinterState } from './queries.ts';

/** Each printer with what it still owes; where nobody can know whether paper came out, a person says so. */
export function PrintersDialog({
  printers,
  paired,
  onClose,
}: {
  readonly printers: readonly PrinterState[];
  readonly paired: boolean;
  readonly onClose: () => void;
}) {
  const { till } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  return (
    <Dialog title={t('printers')} onClose={onClose}>
      <div className="printers-dialog">
        {!paired && <Notice tone="wait">{t('noAgent')}</Notice>}
        {refusal && <Notice tone="loss">{refusal.message}</Notice>}
        {printers.map((printer) => (
          <section key={printer.name}>
            <h3>{printer.name}</h3>
            <p className={printer.cause ? 'cause' : ''}>
              {printer.cause ?? (printer.jobs.length === 0 ? t('printerReady') : t('printerBusy'))}
            </p>
            <ul>
              {printer.jobs.map((job) => (
                <li key={job.id}>
                  <JobLine job={job} />
                  {job.state === 'unknown' && (
                    <div className="ask">
                      <p>{t('didItPrint')}</p>
                      <Button
                        disabled={busy}
                        onClick={() => attempt(resolvePrintJob(till, { jobId: job.id, answer: 'printed' }))}
                      >
                        {t('itPrinted')}
                      </Button>
                      <Button
                        tone="wait"
                        disabled={busy}
                        onClick={() => attempt(resolvePrintJob(till, { jobId: job.id, answer: 'again' }))}
                      >
                        {t('printAgain')}
                      </Button>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function JobLine({ job }: { readonly job: PrintJobRow }) {
  const { branch } = useSession();
  const { content } = job;
  return (
    <span className="job">
      <span>
        {content.kind === 'ticket' &&
          t(content.ticket.kind === 'void' ? 'jobVoid' : 'jobTicket', {
            number: numeral(content.ticket.orderNumber),
          })}
        {content.kind === 'refund' && t('refundNumber', { number: numeral(content.refund.receiptNumber) })}
        {content.kind === 'zReport' && t('entryZ', { number: numeral(content.report.zNumber) })}
        {content.kind === 'xReport' && t('xReport')}
        {content.kind === 'cashSlip' && t('entryCash')}
        {content.kind === 'bill' && t('jobBill', { number: numeral(content.bill.orderNumber) })}
        {content.kind === 'receipt' && t('receiptNumber', { number: numeral(content.sale.receiptNumber) })}
      </span>
      <small>{formatTime(job.createdAt, branch.timeZone)}</small>
    </span>
  );
}
