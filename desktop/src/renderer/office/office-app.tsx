import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { Feed } from '../app/open-feed.ts';
import { forgetBranch } from '../app/chosen-branch.ts';
import { signOutOfOffice } from '../app/office-session.ts';
import { Button } from '../ui/button.tsx';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { t } from '../ui/messages/t.ts';
import { useNow } from '../ui/use-now.ts';
import { AccountsView } from './accounts/accounts-view.tsx';
import { AuditView } from './audit/audit-view.tsx';
import { BranchChoice } from './branch-choice.tsx';
import { CompleteLine } from './complete-line.tsx';
import { CustomersView } from './customers/customers-view.tsx';
import { HourChart } from './hour-chart.tsx';
import { KeyFigures } from './key-figures.tsx';
import { LatestSales } from './latest-sales.tsx';
import './office-app.css';
import { LettersView } from './letters/letters-view.tsx';
import { MailView } from './mail/mail-view.tsx';
import { MenuView } from './menu/menu-view.tsx';
import { OfficeNav, type Page } from './office-nav.tsx';
import { OnlinePage } from './online/online-page.tsx';
import { OrdersPage } from './orders/orders-page.tsx';
import { PaymentMix } from './payment-mix.tsx';
import { PaymentsView } from './payments/payments-view.tsx';
import { PrintingView } from './printing/printing-view.tsx';
import { readCompleteness, readReviews, readStockRows, readToday } from './queries.ts';
import { ReviewList } from './review-list.tsx';
import { ShiftsView } from './shifts/shifts-view.tsx';
import { SalesView } from './sales/sales-view.tsx';
import { StaffView } from './staff/staff-view.tsx';
import { StockList } from './stock-list.tsx';
import { StockView } from './stock/stock-view.tsx';
import { TillsView } from './tills/tills-view.tsx';

const minuteMs = 60_000;
/** Today, calm and at a glance: what came in, how, when, what runs out, and what somebody has to look at. */
export function OfficeApp({ feed, name }: { readonly feed: Feed; readonly name: string | null }) {
  const { db } = feed;
  const [page, setPage] = useState<Page>('today');
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
      <OfficeNav page={page} onPage={setPage} />
      <header>
        <div>
          <h1>{t(page)}</h1>
          <p>
            <BranchChoice branch={branch} /> · {formatDay(now, branch.timeZone)} ·{' '}
            {formatTime(now, branch.timeZone)}
          </p>
        </div>
        {completeness && <CompleteLine completeness={completeness} branch={branch} />}
        <Button tone="quiet" onClick={() => void leave()}>
          {name === null ? t('signIn') : t('signOutOf', { name })}
        </Button>
      </header>
      {page === 'menu' && <MenuView db={db} branch={branch} />}
      {page === 'openOrders' && <OrdersPage db={db} branch={branch} />}
      {page === 'onlineOrders' && <OnlinePage branch={branch} />}
      {page === 'sales' && <SalesView db={db} branch={branch} />}
      {page === 'customers' && <CustomersView db={db} branch={branch} />}
      {page === 'stock' && <StockView branch={branch} />}
      {page === 'shifts' && <ShiftsView db={db} branch={branch} />}
      {page === 'payments' && <PaymentsView db={db} branch={branch} />}
      {page === 'paper' && <PrintingView db={db} branch={branch} />}
      {page === 'staff' && <StaffView db={db} branch={branch} />}
      {page === 'accounts' && <AccountsView />}
      {page === 'mail' && <MailView branch={branch} />}
      {page === 'deadLetters' && <LettersView branch={branch} />}
      {page === 'auditLog' && <AuditView db={db} branch={branch} />}
      {page === 'tills' && (
        <TillsView branch={branch}>
          <ReviewList reviews={reviews} branch={branch} />
        </TillsView>
      )}
      {page === 'today' && (
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
