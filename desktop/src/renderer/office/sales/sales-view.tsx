import type { Branch } from '@galley/shared/domain/branch.ts';
import type { SalesPage } from '@galley/shared/wire/sales-office.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readSales, type SalesWanted } from '../../app/office-sales.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { tenderWords } from '../../ui/tender-words.ts';
import '../records-page.css';
import { ReceiptDialog } from './receipt-dialog.tsx';
import { SalesFilters } from './sales-filters.tsx';
import './sales-view.css';

type Sold = SalesPage['sales'][number];

/** Every receipt of the branch, whatever its age, found by what one still knows of it. */
export function SalesView({ db, branch }: { readonly db: GalleyDatabase; readonly branch: Branch }) {
  const [wanted, setWanted] = useState<SalesWanted>({});
  const [open, setOpen] = useState<Sold | null>(null);
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['sales', branch.id, wanted],
    queryFn: ({ pageParam }) => readSales(wanted, pageParam),
    initialPageParam: null as string | null, // the first page is after nothing
    getNextPageParam: (page) => page.next,
    networkMode: 'always',
    retry: false,
  });
  const sales = data?.pages.flatMap((page) => page.sales) ?? [];
  return (
    <main className="records-page sales-page">
      <SalesFilters db={db} branch={branch} onFind={setWanted} />
      {error && <Notice tone="wait">{error.message}</Notice>}
      {!isFetching && !error && sales.length === 0 && <p className="none">{t('salesNone')}</p>}
      {sales.length > 0 && (
        <ul aria-label={t('sales')}>
          {sales.map((sale) => (
            <li key={sale.id}>
              <button type="button" onClick={() => setOpen(sale)}>
                <SaleRow sale={sale} timeZone={branch.timeZone} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
          {t('auditOlder')}
        </Button>
      )}
      {open && (
        <ReceiptDialog
          id={open.id}
          number={open.receiptNumber}
          branch={branch}
          onClose={() => setOpen(null)}
        />
      )}
    </main>
  );
}

function SaleRow({ sale, timeZone }: { readonly sale: Sold; readonly timeZone: string }) {
  return (
    <>
      <span className="when">
        {formatTime(sale.paidAt, timeZone)}
        <small>{formatDay(sale.paidAt, timeZone)}</small>
      </span>
      <span className="what">
        <strong>{numeral(sale.receiptNumber)}</strong>
        <small>
          {[
            sale.table === null ? '' : t('tableName', { name: numeral(sale.table) }),
            ...sale.tenders.map((kind) => t(tenderWords[kind])),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </small>
      </span>
      <span className="who">{sale.staffName}</span>
      <span className="amount">
        <strong>{formatMoney(sale.total, sale.currency)}</strong>
        {sale.refunded !== 0 && (
          <small>{t('salesGivenBack', { amount: formatMoney(sale.refunded, sale.currency) })}</small>
        )}
      </span>
    </>
  );
}
