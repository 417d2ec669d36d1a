import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import { orderTotals } from '@galley/shared/domain/totals.ts';
import { sum } from '@galley/shared/values/money.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { GalleyDatabase } from '../../db/database.ts';
import { findOrders, readOpenOrders } from '../../till/orders/queries.ts';
import { nameOfOrder } from '../../till/order/place-words.ts';
import { Field } from '../../ui/field.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatStay } from '../../ui/format-span.ts';
import { formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import '../records-page.css';
import { useNames } from '../use-names.ts';
import { itemsOf, marksOf } from './order-words.ts';
import './orders-page.css';

/** What guests of the branch have not paid yet, the oldest first, as the feed brings it. */
export function OrdersPage({ db, branch }: { readonly db: GalleyDatabase; readonly branch: Branch }) {
  const [typed, setTyped] = useState('');
  const open = useLiveQuery(() => readOpenOrders(db), [db]);
  const names = useNames(db);
  const orders = open && findOrders(open, typed);
  return (
    <main className="records-page orders-page">
      <p>{t('openOrdersText')}</p>
      {open && open.length > 0 && (
        <div className="find">
          <Field
            label={t('findOrder')}
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <p className="sum" role="status">
            {t('openOrdersCount', { count: open.length })}
            <strong>
              {formatMoney(sum(open.map((order) => orderTotals(order, branch).total)), branch.currency)}
            </strong>
          </p>
        </div>
      )}
      {orders?.length === 0 && (
        <p className="none">{typed === '' ? t('noOpenOrders') : t('noOrderFound', { typed })}</p>
      )}
      {orders && orders.length > 0 && (
        <ul aria-label={t('openOrders')}>
          {orders.map((order) => (
            <li key={order.id}>
              <OrderRow order={order} branch={branch} nameOf={(id) => names.get(id) ?? ''} />
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}

function OrderRow({
  order,
  branch,
  nameOf,
}: {
  readonly order: Order;
  readonly branch: Branch;
  readonly nameOf: (id: string) => string;
}) {
  const now = useNow();
  const marks = marksOf(order, branch);
  return (
    <>
      <span className="when">
        {formatTime(order.openedAt, branch.timeZone)}
        <small>{formatStay(now - Date.parse(order.openedAt))}</small>
      </span>
      <span className="what">
        <strong>
          {nameOfOrder(order)} <small>{numeral(order.number)}</small>
        </strong>
        <small>{itemsOf(order)}</small>
        {marks.length > 0 && <small className="marks">{marks.join(' · ')}</small>}
      </span>
      <span className="who">
        {nameOf(order.openedBy)}
        <small>{nameOf(order.tillId)}</small>
      </span>
      <strong className="amount">{formatMoney(orderTotals(order, branch).total, branch.currency)}</strong>
    </>
  );
}
