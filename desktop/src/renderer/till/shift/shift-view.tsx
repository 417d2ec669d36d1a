import type { DrawerKind } from '@galley/shared/domain/cash-movement.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { printX } from '../../actions/print-shift.ts';
import { Button } from '../../ui/button.tsx';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { ReportFigures } from '../../ui/report-figures.tsx';
import { TrainingButton } from '../training/training-button.tsx';
import { useSession } from '../till-context.ts';
import { ViewHead } from '../view-head.tsx';
import { useAttempt } from '../use-attempt.ts';
import { StockSection } from '../count/stock-section.tsx';
import { CashDialog } from './cash-dialog.tsx';
import { CloseView } from './close-view.tsx';
import { MovementList } from './movement-list.tsx';
import { readShiftPage } from './queries.ts';
import './shift-view.css';
import { useShiftIsOld } from './use-shift-is-old.ts';
import { WorkingTime } from './working-time.tsx';

const ways: readonly DrawerKind[] = ['in', 'out', 'drop', 'noSale'];
const wayWords = { in: 'cashIn', out: 'cashOut', drop: 'cashDrop', noSale: 'noSale' } as const;

/** The drawer's day so far: what was sold, what moved, who is here; and its end. */
export function ShiftView({
  onBack,
  onCount,
}: {
  readonly onBack: () => void;
  readonly onCount: () => void;
}) {
  const { till, staff, branch } = useSession();
  const page = useLiveQuery(() => readShiftPage(till, staff.id, branch), [till, staff.id, branch]);
  const { attempt, refusal, busy } = useAttempt();
  const [asking, setAsking] = useState<DrawerKind | null>(null);
  const [closing, setClosing] = useState(false);
  const [printed, setPrinted] = useState(false);
  const isOld = useShiftIsOld();
  if (!page) return <section className="shift-view" aria-label={t('shift')} />;
  const { report, movements } = page;
  if (closing || page.count.done)
    return <CloseView page={page} onBack={() => setClosing(false)} onLeave={onBack} />;
  const blind = report.expectedCash === null;

  return (
    <section className="shift-view" aria-label={t('shift')}>
      <ViewHead
        title={t('shift')}
        text={
          <p>
            {t('shiftSince', {
              day: formatDay(report.shift.openedAt, branch.timeZone),
              time: formatTime(report.shift.openedAt, branch.timeZone),
            })}
          </p>
        }
        onBack={onBack}
      >
        <Button
          disabled={busy}
          onClick={() => attempt(printX(till, { staffId: staff.id, blind }), () => setPrinted(true))}
        >
          <Icon name="printer" />
          {t('printX')}
        </Button>
        <Button tone="money" onClick={() => setClosing(true)}>
          {t('closeShift')}
        </Button>
      </ViewHead>
      {isOld && <Notice tone="wait">{t('shiftIsOld')}</Notice>}
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      {printed && !refusal && <Notice tone="good">{t('reprintAsked')}</Notice>}
      <div className="columns">
        <ReportFigures
          figures={report.figures}
          currency={report.currency}
          float={report.shift.float}
          expectedCash={report.expectedCash}
        />
        <div className="side">
          <section aria-label={t('drawer')}>
            <h3>{t('drawer')}</h3>
            <div className="ways">
              {ways.map((kind) => (
                <Button key={kind} size="large" onClick={() => setAsking(kind)}>
                  {t(wayWords[kind])}
                </Button>
              ))}
            </div>
            <MovementList movements={movements} />
          </section>
          <StockSection onCount={onCount} />
          <WorkingTime />
          <TrainingButton />
        </div>
      </div>
      {asking && <CashDialog kind={asking} onClose={() => setAsking(null)} />}
    </section>
  );
}
