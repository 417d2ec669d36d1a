import type { CarriedOrder } from '@galley/shared/domain/z-report.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { Fragment } from 'react';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';

/** What guests have not paid when the shift ends, by name: it goes on in the next one. */
export function CarriedOrders({
  orders,
  currency,
}: {
  readonly orders: readonly CarriedOrder[];
  readonly currency: Currency;
}) {
  if (orders.length === 0) return null;
  return (
    <Notice tone="wait">
      {t('carriedOrders', { count: orders.length })}{' '}
      {orders.map(({ id, number, table, total }, index) => (
        <Fragment key={id}>
          {index > 0 && ' · '}
          <span className="unbroken">
            {table === null ? numeral(number) : t('tableName', { name: numeral(table) })}{' '}
            {formatMoney(total, currency)}
          </span>
        </Fragment>
      ))}
    </Notice>
  );
}
