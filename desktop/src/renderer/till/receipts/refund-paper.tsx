import type { Branch } from '@galley/shared/domain/branch.ts';
import { formatBack, type Refund } from '@galley/shared/domain/refund.ts';
import { formatMoney, formatPlain } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import './receipt-paper.css';
import { RefundState } from './refund-state.tsx';

/** What went back, as its guest got it on paper. */
export function RefundPaper({ refund, branch }: { readonly refund: Refund; readonly branch: Branch }) {
  const { currency } = refund;
  return (
    <article className="receipt-paper selectable">
      <header>
        <p>{t('refund')}</p>
        <p>{t('refundOf', { number: numeral(refund.saleReceiptNumber) })}</p>
      </header>
      <p className="facts">
        <span>{numeral(refund.receiptNumber)}</span>
        <span>
          {formatDay(refund.refundedAt, branch.timeZone)} {formatTime(refund.refundedAt, branch.timeZone)}
        </span>
        <span>{refund.reason}</span>
        {refund.typed && <span>{t('typedFromPaper')}</span>}
        <span>{refund.staffName}</span>
      </p>
      <table>
        <tbody>
          {refund.lines.map((line) => (
            <tr key={line.lineId}>
              <td>{numeral(formatBack(line))}</td>
              <td>
                {line.name}
                {line.restock && <small>{t('backToShelf')}</small>}
              </td>
              <td>{formatPlain(line.amount, currency)}</td>
            </tr>
          ))}
        </tbody>
        <tbody>
          {refund.rounding !== 0 && (
            <tr className="quiet">
              <td />
              <td>{t('rounding')}</td>
              <td>{formatPlain(refund.rounding, currency)}</td>
            </tr>
          )}
          <tr className="total">
            <td />
            <td>{t('total')}</td>
            <td>{formatMoney(refund.total, currency)}</td>
          </tr>
          {refund.tenders.map((tender) => (
            <tr key={tender.id}>
              <td />
              <td>
                {t(tender.kind)} {tender.reference} <RefundState tender={tender} />
              </td>
              <td>{formatPlain(tender.amount, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
