import { money } from '@galley/shared/values/money.ts';
import { readReceiptNumber } from '@galley/shared/wire/receipt-search.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useDeferredValue, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { placeWords } from '../order/place-words.ts';
import { fetchReceipt, isReceiptName } from '../../sync/fetch-receipt.ts';
import { Notice } from '../../ui/notice.tsx';
import { TypedRefundDialog } from '../refund/typed-refund-dialog.tsx';
import { useSession } from '../till-context.ts';
import { ViewHead } from '../view-head.tsx';
import { useAttempt } from '../use-attempt.ts';
import { type Entry, findReceipts } from './queries.ts';
import { ReceiptDialog } from './receipt-dialog.tsx';
import './receipts-view.css';

const shown = 60;

/** Every paper that was given out: found by its number, amount, time or what is on it; looked at, printed, given back. */
export function ReceiptsView({
  scanned,
  onBack,
  onExchange,
}: {
  /** The code on a receipt that was scanned: its sale is looked for. */
  readonly scanned: string;
  readonly onBack: () => void;
  /** A guest who was given money back takes something else: the new order is on screen. */
  readonly onExchange: () => void;
}) {
  const { till, branch } = useSession();
  const [typed, setTyped] = useState(scanned);
  const wanted = useDeferredValue(typed);
  const entries = useLiveQuery(() => findReceipts(till.db, branch, wanted, shown), [till, branch, wanted]);
  const [open, setOpen] = useState<Entry | null>(null);
  const [fromPaper, setFromPaper] = useState(false);
  const { attempt, refusal, busy } = useAttempt();
  return (
    <section className="receipts-view" aria-label={t('receipts')}>
      <ViewHead title={t('receipts')} onBack={onBack}>
        <label className="find">
          <Icon name="search" size={20} />
          <input
            type="search"
            value={typed}
            autoComplete="off"
            aria-label={t('findReceipt')}
            placeholder={t('findReceiptHint')}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
      </ViewHead>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      {entries?.length === 0 && (
        <div className="none">
          <p>{wanted.trim() === '' ? t('noSales') : t('noReceipt', { typed: wanted.trim() })}</p>
          {isReceiptName(wanted) && (
            <div className="ask">
              <Button
                size="large"
                tone="money"
                disabled={busy}
                onClick={() => attempt(fetchReceipt(till, wanted))}
              >
                {t(busy ? 'asking' : 'askServer')}
              </Button>
              {readReceiptNumber(wanted) !== null && (
                <Button size="large" onClick={() => setFromPaper(true)}>
                  {t('giveBackFromPaper')}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
      <ul>
        {entries?.map((entry) => (
          <li key={entry.kind === 'sale' ? entry.sale.id : entry.refund.id}>
            <button type="button" onClick={() => setOpen(entry)}>
              <EntryRow entry={entry} timeZone={branch.timeZone} />
            </button>
          </li>
        ))}
      </ul>
      {fromPaper && <TypedRefundDialog number={wanted} onClose={() => setFromPaper(false)} />}
      {open && <ReceiptDialog entry={open} onClose={() => setOpen(null)} onExchange={onExchange} />}
    </section>
  );
}

function EntryRow({ entry, timeZone }: { readonly entry: Entry; readonly timeZone: string }) {
  const paper = entry.kind === 'sale' ? entry.sale : entry.refund;
  return (
    <>
      <span>
        <strong>{numeral(paper.receiptNumber)}</strong>
        <small>
          {formatDay(entry.at, timeZone)} {formatTime(entry.at, timeZone)}
        </small>
      </span>
      <span>
        {entry.kind === 'sale'
          ? placeWords({ type: entry.sale.orderType, table: entry.sale.table, guests: 0 })
          : t('refundOf', { number: numeral(entry.refund.saleReceiptNumber) })}
        <small>{paper.staffName}</small>
      </span>
      <span className="icons">
        {[...new Set(paper.tenders.map((tender) => tender.kind))].map((kind) => (
          <Icon key={kind} name={kind} size={20} />
        ))}
      </span>
      <span className={`total ${entry.kind}`}>
        <strong>
          {formatMoney(entry.kind === 'sale' ? paper.total : money(0 - paper.total), paper.currency)}
        </strong>
        {entry.kind === 'sale' && entry.refunds.length > 0 && <small>{t('partlyGivenBack')}</small>}
      </span>
    </>
  );
}
