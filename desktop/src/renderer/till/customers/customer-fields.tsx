import type { Customer } from '@galley/shared/domain/customer.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useDeferredValue } from 'react';
import { Field } from '../../ui/field.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import './customer-fields.css';
import { findCustomers, readLastOrders } from './queries.ts';

/** Whom an order is for; who was here before is one tap, found by the first digits of their number or by their name. */
export function CustomerFields({
  customer,
  withAddress,
  onChange,
}: {
  readonly customer: Customer;
  readonly withAddress: boolean;
  readonly onChange: (customer: Customer) => void;
}) {
  const { till, branch } = useSession();
  const typed = useDeferredValue(customer.phone || customer.name);
  const found = useLiveQuery(() => findCustomers(till.db, typed), [till, typed]) ?? [];
  const number = useDeferredValue(customer.phone);
  const last = useLiveQuery(() => readLastOrders(till.db, number), [till, number]) ?? [];
  const others = found.filter(
    (each) =>
      each.phone !== customer.phone || each.name !== customer.name || each.address !== customer.address,
  );
  return (
    <div className="customer-fields">
      <Field
        label={t('customerPhone')}
        inputMode="tel"
        maxLength={24}
        value={customer.phone}
        onChange={(event) => onChange({ ...customer, phone: event.currentTarget.value })}
      />
      <Field
        label={t('customerName')}
        maxLength={80}
        value={customer.name}
        onChange={(event) => onChange({ ...customer, name: event.currentTarget.value })}
      />
      {withAddress && (
        <div className="address">
          <Field
            label={t('customerAddress')}
            maxLength={200}
            value={customer.address}
            onChange={(event) => onChange({ ...customer, address: event.currentTarget.value })}
          />
        </div>
      )}
      {others.length > 0 && (
        <ul aria-label={t('customersKnown')}>
          {others.map((each) => (
            <li key={each.id}>
              <button type="button" onClick={() => onChange(each)}>
                <strong>{each.name}</strong>
                <span>{numeral(each.phone)}</span>
                {withAddress && <small>{each.address}</small>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {last.length > 0 && (
        <section className="last">
          <h3>{t('customerLast')}</h3>
          <ul>
            {last.map(({ id, openedAt, items }) => (
              <li key={id}>
                <time dateTime={openedAt}>{formatDay(openedAt, branch.timeZone)}</time> {items.join(', ')}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
