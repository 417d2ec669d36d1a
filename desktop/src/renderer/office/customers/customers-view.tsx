import type { Branch } from '@galley/shared/domain/branch.ts';
import { useMutation } from '@tanstack/react-query';
import { useLiveQuery } from 'dexie-react-hooks';
import { useDeferredValue, useState } from 'react';
import { forgetCustomer } from '../../app/office-customers.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import '../records-page.css';
import { type Guest, readGuests } from './queries.ts';

/** Whom the branch remembers; and who wishes to be forgotten is. */
export function CustomersView({ db, branch }: { readonly db: GalleyDatabase; readonly branch: Branch }) {
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed);
  const guests = useLiveQuery(() => readGuests(db, wanted), [db, wanted]);
  const [asking, setAsking] = useState<Guest | null>(null);
  const [done, setDone] = useState(false);
  return (
    <main className="records-page">
      <p>{t('customersText')}</p>
      <Field
        label={t('customersFind')}
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {done && <Notice tone="good">{t('customerForgotten')}</Notice>}
      {guests?.length === 0 && <p className="none">{t('customersNone')}</p>}
      {guests && guests.length > 0 && (
        <ul aria-label={t('customers')}>
          {guests.map((guest) => (
            <li key={guest.id}>
              <span className="when">
                {formatDay(guest.createdAt, branch.timeZone)}
                <small>{t('customerNumberOrders', { count: guest.orders })}</small>
              </span>
              <span className="what">
                <strong>{guest.name}</strong>
                <small>{guest.address}</small>
              </span>
              <span className="who">{numeral(guest.phone)}</span>
              <Button
                tone="quiet"
                aria-label={`${t('customerForget')} ${guest.name}`}
                onClick={() => {
                  setDone(false);
                  setAsking(guest);
                }}
              >
                {t('customerForget')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {asking && (
        <ForgetDialog
          guest={asking}
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null);
            setDone(true);
          }}
        />
      )}
    </main>
  );
}

function ForgetDialog({
  guest,
  onClose,
  onDone,
}: {
  readonly guest: Guest;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const forgetting = useMutation({
    mutationFn: () => forgetCustomer(guest.id),
    networkMode: 'always',
    onSuccess: (said) => {
      if (said.ok && said.value.outcome !== 'stillOpen') onDone();
    },
  });
  const said = forgetting.data;
  return (
    <Dialog
      title={t('customerForgetTitle', { name: guest.name })}
      onClose={onClose}
      footer={
        <Button tone="loss" size="large" disabled={forgetting.isPending} onClick={() => forgetting.mutate()}>
          {t('customerForget')}
        </Button>
      }
    >
      <p>{t('customerForgetText')}</p>
      {said && <Notice tone="wait">{said.ok ? t('customerStillOpen') : said.message}</Notice>}
    </Dialog>
  );
}
