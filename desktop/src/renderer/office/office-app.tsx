import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { Feed } from '../app/open-feed.ts';
import { forgetBranch } from '../app/chosen-branch.ts';
import { signOutOfOffice } from '../app/office-session.ts';
import { Button } from '../ui/button.tsx';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { t } from '../ui/messages/t.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useNow } from '../ui/use-now.ts';
import { AccountsView } from './accounts/accounts-view.tsx';
import { AuditView } from './audit/audit-view.tsx';
import { BranchChoice } from './branch-choice.tsx';
import { CompleteLine } from './complete-line.tsx';
import { HourChart } from './hour-chart.tsx';
import { KeyFigures } from './key-figures.tsx';
import { LatestSales } from './latest-sales.tsx';
import './office-app.css';
import { MailView } from './mail/mail-view.tsx';
import { MenuView } from './menu/menu-view.tsx';
import { OnlinePage } from './online/online-page.tsx';
import { PaymentMix } from './payment-mix.tsx';
import { PaymentsView } from './payments/payments-view.tsx';
import { PrintingView } from './printing/printing-view.tsx';
import { readCompleteness, readReviews, readStockRows, readToday } from './queries.ts';
import { ReviewList } from './review-list.tsx';
import { ShiftsView } from './shifts/shifts-view.tsx';
import { StaffView } from './staff/staff-view.tsx';
import { StockList } from './stock-list.tsx';
import { StockView } from './stock/stock-view.tsx';
import { TillsView } from './tills/tills-view.tsx';

const minuteMs = 60_000;
/** The office's pages, each called by the message of its name. */
const views = [
  'today',
  'menu',
  'onlineOrders',
  'stock',
  'shifts',
  'payments',
  'tills',
  'paper',
  'staff',
  'auditLog',
  'mail',
  'accounts',
] as const;
type View = (typeof views)[number];

/** Today, calm and at a glance: what came in, how, when, what runs out, and what somebody has to look at. */
export function OfficeApp({ feed, name }: { readonly feed: Feed; readonly name: string | null }) {
  const { db } = feed;
  const [view, setView] = useState<View>('today');
  const now = useNow();
  const minute = Math.floor(now / minuteMs) * minuteMs;
  const today = useLiveQuery(() => readToday(db, minute + minuteMs), [db, minute]);
  const stock = useLiveQuery(() => readStockRows(db), [db]) ?? [];
  const reviews = useLiveQuery(() => readReviews(db), [db]) ?? [];
  const completeness = useLiveQuery(() => readCompleteness(db), [db]);
  if (!today) return <p className="office-empty">{today === null ? t('officeFetching') : ''}</p>;
  const { branch } = today;

  return (
    <div className="office-app">
      <header>
        <strong className="brand">Galley</strong>
        <div>
          <h1>{t(view)}</h1>
          <p>
            <BranchChoice branch={branch} /> · {formatDay(now, branch.timeZone)} ·{' '}
            {formatTime(now, branch.timeZone)}
          </p>
        </div>
        <Segmented
          label={t('office')}
          value={view}
          options={views.map((value) => ({ value, label: t(value) }))}
          onChange={setView}
        />
        {completeness && <CompleteLine completeness={completeness} branch={branch} />}
        <Button tone="quiet" onClick={() => void leave()}>
          {name === null ? t('signIn') : t('signOutOf', { name })}
        </Button>
      </header>
      {view === 'menu' && <MenuView db={db} branch={branch} />}
      {view === 'onlineOrders' && <OnlinePage branch={branch} />}
      {view === 'stock' && <StockView branch={branch} />}
      {view === 'shifts' && <ShiftsView db={db} branch={branch} />}
      {view === 'payments' && <PaymentsView db={db} branch={branch} />}
      {view === 'paper' && <PrintingView db={db} branch={branch} />}
      {view === 'staff' && <StaffView db={db} branch={branch} />}
      {view === 'accounts' && <AccountsView />}
      {view === 'mail' && <MailView branch={branch} />}
      {view === 'auditLog' && <AuditView db={db} branch={branch} />}
      {view === 'tills' && (
        <TillsView branch={branch}>
          <ReviewList reviews={reviews} branch={branch} />
        </TillsView>
      )}
      {view === 'today' && (
        <main>
          <KeyFigures today={today} />
          <HourChart today={today} />
          <PaymentMix today={today} />
          <LatestSales today={today} />
          <StockList rows={stock} />
          <ReviewList reviews={reviews} branch={branch} />
        </main>
      )}
    </div>
  );
}

async function leave(): Promise<void> {
  await signOutOfOffice().catch(() => undefined); // without a network it is enough that this browser forgets
  forgetBranch();
  location.reload();
}
