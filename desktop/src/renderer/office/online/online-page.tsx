import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Branch } from '@galley/shared/domain/branch.ts';
import { type OnlineStatus, onlineStatuses } from '@galley/shared/domain/online-saga.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import type { OnlineOrdersPage } from '@galley/shared/wire/online.ts';
import { readOnlineOrders } from '../../app/office-online.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import '../records-page.css';
import './online-page.css';
import { OrderingKeys } from './ordering-keys.tsx';

const words: Readonly<Record<OnlineStatus, MessageKey>> = {
  PENDING: 'onlinePending',
  PAID: 'onlineOpen',
  DELIVERED: 'onlineDelivered',
  CANCELLED: 'onlineCancelled',
};

/** What came from the branch's web page, and by which keys it comes. */
export function OnlinePage({ branch }: { readonly branch: Branch }) {
  const [status, setStatus] = useState<OnlineStatus | null>(null);
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['onlineOrders', branch.id, status],
    queryFn: ({ pageParam }) => readOnlineOrders(status, pageParam),
    initialPageParam: null as string | null, // the first page is after nothing
    getNextPageParam: (page) => page.next,
    networkMode: 'always',
    refetchInterval: 15_000,
    retry: false,
  });
  const orders = data?.pages.flatMap((page) => page.orders) ?? [];
  return (
    <main className="records-page online-page">
      <div className="pills" role="group" aria-label={t('onlineOrders')}>
        {[null, ...onlineStatuses].map((each) => (
          <button
            key={each ?? 'all'}
            type="button"
            aria-pressed={each === status}
            onClick={() => setStatus(each)}
          >
            {each === null ? t('auditAll') : t(words[each])}
          </button>
        ))}
      </div>
      {error && <Notice tone="wait">{error.message}</Notice>}
      {!isFetching && !error && orders.length === 0 && <p className="none">{t('onlineNoneYet')}</p>}
      <ul aria-label={t('onlineOrders')}>
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} branch={branch} />
        ))}
      </ul>
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{t('auditOlder')}</Button>}
      <OrderingKeys branch={branch} />
    </main>
  );
}

function OrderRow({
  order,
  branch,
}: {
  readonly order: OnlineOrdersPage['orders'][number];
  readonly branch: Branch;
}) {
  const dishes = order.lines.map(({ name, quantity }) => `${numeral(formatQuantity(quantity))} ${name}`);
  return (
    <li>
      <span className="when">
        {formatTime(order.placedAt, branch.timeZone)}
        <small>{formatDay(order.placedAt, branch.timeZone)}</small>
      </span>
      <span className="what">
        <strong>
          {numeral(order.number)} {t(words[order.status])}
        </strong>
        <small>
          {order.name} · {numeral(order.phone)}
          {order.address && ` · ${order.address}`} · {dishes.join(', ')}
        </small>
        {order.cancelled && (
          <small>
            {order.cancelled.reason}
            {order.refund && ` · ${t(order.refund === 'done' ? 'onlineRefunded' : 'onlineRefundDue')}`}
          </small>
        )}
      </span>
      <span className="who">{order.receiptNumber && numeral(order.receiptNumber)}</span>
      <strong className="amount">{formatMoney(order.total, order.currency)}</strong>
    </li>
  );
}
