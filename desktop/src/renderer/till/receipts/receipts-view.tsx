import type { Sale } from '@galley/shared/domain/sale.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useKey } from '../keys/use-key.ts';
import { placeWords } from '../order/place-words.ts';
import { useSession } from '../till-context.ts';
import { readRecentSales } from './queries.ts';
import { ReceiptDialog } from './receipt-dialog.tsx';
import './receipts-view.css';

const shown = 60;

export function ReceiptsView({ onBack }: { readonly onBack: () => void }) {
  const { till, branch } = useSession();
  const sales = useLiveQuery(() => readRecentSales(till.db, shown), [till]);
  const [open, setOpen] = useState<Sale | null>(null);
  useKey((key) => {
    if (key !== 'Escape') return false;
    onBack();
    return true;
  });
  return (
    <section className="receipts-view" aria-label={t('receipts')}>
      <header>
        <Button tone="quiet" onClick={onBack}>
          <Icon name="back" />
          {t('backToMenu')}
        </Button>
        <h2>{t('receipts')}</h2>
      </header>
      {sales?.length === 0 && <p className="none">{t('noSales')}</p>}
      <ul>
        {sales?.map((sale) => (
          <li key={sale.id}>
            <button type="button" onClick={() => setOpen(sale)}>
              <span>
                <strong>{numeral(sale.receiptNumber)}</strong>
                <small>
                  {formatDay(sale.paidAt, branch.timeZone)} {formatTime(sale.paidAt, branch.timeZone)}
                </small>
              </span>
              <span>
                {placeWords({ type: sale.orderType, table: sale.table, guests: 0 })}
                <small>{sale.staffName}</small>
              </span>
              <span className="icons">
                {[...new Set(sale.tenders.map((tender) => tender.kind))].map((kind) => (
                  <Icon key={kind} name={kind} size={20} />
                ))}
              </span>
              <strong className="total">{formatMoney(sale.total, sale.currency)}</strong>
            </button>
          </li>
        ))}
      </ul>
      {open && <ReceiptDialog sale={open} onClose={() => setOpen(null)} />}
    </section>
  );
}
