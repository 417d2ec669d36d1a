import type { Sale } from '@galley/shared/domain/sale.ts';
import { add, subtract, sum } from '@galley/shared/values/money.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { MailDialog } from '../later-screens.ts';
import './change-due.css';

/** The sale is on disk; what is left to do is to hand back the change. The next order can begin beside it. */
export function ChangeDue({ sale }: { readonly sale: Sale }) {
  const [mailing, setMailing] = useState(false);
  // What the guest laid down now: a tip is in it, what was brought back for it is not.
  const brought = sum(sale.tenders.flatMap(({ kind, amount }) => (kind === 'exchange' ? [amount] : [])));
  const tips = sum(sale.tenders.flatMap(({ tip }) => (tip ? [tip.amount] : [])));
  const taken = subtract(add(sale.total, tips), brought);
  const given = subtract(add(sum(sale.tenders.map(({ amount }) => amount)), tips), brought);
  return (
    <section className="change-due" role="status" aria-label={t('paid')}>
      <span className="done">
        <Icon name="check" size={34} />
      </span>
      {sale.change > 0 ? (
        <>
          <p>{t('change')}</p>
          <strong className={sale.change >= 10_000_000 ? 'long' : ''}>
            {formatMoney(sale.change, sale.currency)}
          </strong>
          <p>
            {t('paidFrom', {
              total: formatMoney(taken, sale.currency),
              given: formatMoney(given, sale.currency),
            })}
          </p>
        </>
      ) : (
        <>
          <p>{t('paid')}</p>
          <strong>{formatMoney(taken, sale.currency)}</strong>
          <p>{t('noChange')}</p>
        </>
      )}
      <Button onClick={() => setMailing(true)}>
        <Icon name="mail" />
        {t('mailReceipt')}
      </Button>
      {mailing && <MailDialog sale={sale} onClose={() => setMailing(false)} />}
      <small>{t('receiptNumber', { number: numeral(sale.receiptNumber) })}</small>
    </section>
  );
}
