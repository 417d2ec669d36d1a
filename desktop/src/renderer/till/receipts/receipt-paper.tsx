import type { Branch } from '@galley/shared/domain/branch.ts';
import {
  formatCount,
  grossOfLine,
  inCombos,
  orderDiscountOf,
  type Sale,
} from '@galley/shared/domain/sale.ts';
import { sum } from '@galley/shared/values/money.ts';
import { formatRate } from '@galley/shared/values/tax-rate.ts';
import { formatMoney, formatPlain } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { tenderWords } from '../../ui/tender-words.ts';
import { discountWords } from '../discount/discount-words.ts';
import { placeWords } from '../order/place-words.ts';
import './receipt-paper.css';

/** A sale as its guest got it on paper. */
export function ReceiptPaper({ sale, branch }: { readonly sale: Sale; readonly branch: Branch }) {
  const { currency } = sale;
  const offer = orderDiscountOf(sale);
  return (
    <article className="receipt-paper selectable">
      <header>
        {branch.receiptHead.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      <p className="facts">
        <span>{numeral(sale.receiptNumber)}</span>
        <span>
          {formatDay(sale.paidAt, branch.timeZone)} {formatTime(sale.paidAt, branch.timeZone)}
        </span>
        <span>{placeWords({ type: sale.orderType, table: sale.table, guests: sale.guests })}</span>
        <span>{sale.staffName}</span>
      </p>
      <table>
        <tbody>
          {inCombos(sale.lines).map(
            ({ combo, lines: [line, ...rest] }) =>
              line && (
                <tr key={line.id}>
                  <td>{numeral(formatCount(line))}</td>
                  <td>
                    {combo ?? line.name}
                    {combo !== null && <small>{[line, ...rest].map(({ name }) => name).join(' · ')}</small>}
                    {line.discount && line.discountAmount !== 0 && (
                      <small>
                        {discountWords(line.discount)} −{formatPlain(line.discountAmount, currency)}
                      </small>
                    )}
                    {line.options.length > 0 && (
                      <small>{line.options.map((option) => option.name).join(' · ')}</small>
                    )}
                  </td>
                  <td>{formatPlain(sum([line, ...rest].map(grossOfLine)), currency)}</td>
                </tr>
              ),
          )}
        </tbody>
        <tbody>
          {offer !== 0 && (
            <tr className="quiet">
              <td />
              <td>{sale.discount ? discountWords(sale.discount) : t('discount')}</td>
              <td>−{formatPlain(offer, currency)}</td>
            </tr>
          )}
          {sale.charge && (
            <tr className="quiet">
              <td />
              <td>
                {sale.charge.name} {numeral(formatRate(sale.charge.rate))} %
              </td>
              <td>{formatPlain(sale.charge.amount, currency)}</td>
            </tr>
          )}
          {sale.taxes.map((tax) => (
            <tr key={`${tax.taxId} ${tax.rate}`} className="quiet">
              <td />
              <td>
                {t(tax.inclusive ? 'taxIncluded' : 'taxOnTop', {
                  name: tax.name,
                  rate: numeral(formatRate(tax.rate)),
                })}
              </td>
              <td>{formatPlain(tax.amount, currency)}</td>
            </tr>
          ))}
          {sale.rounding !== 0 && (
            <tr className="quiet">
              <td />
              <td>{t('rounding')}</td>
              <td>{formatPlain(sale.rounding, currency)}</td>
            </tr>
          )}
          <tr className="total">
            <td />
            <td>{t('total')}</td>
            <td>{formatMoney(sale.total, currency)}</td>
          </tr>
          {sale.part && (
            <tr className="quiet">
              <td />
              <td>
                {t('partNumber', { number: numeral(String(sale.part.number)) })} · {t('wholeBill')}
              </td>
              <td>{formatPlain(sale.part.whole, currency)}</td>
            </tr>
          )}
          {sale.exchange && (
            <tr className="quiet">
              <td />
              <td>{t('exchangeOf', { number: numeral(sale.exchange.receiptNumber) })}</td>
              <td />
            </tr>
          )}
          {sale.tenders.map((tender) => (
            <tr key={tender.id}>
              <td />
              <td>
                {tender.wallet ?? t(tenderWords[tender.kind])} {tender.reference}
                {tender.tip && (
                  <small>
                    {t('plusTip', { amount: formatPlain(tender.tip.amount, currency) })} ·{' '}
                    {tender.tip.staffName}
                  </small>
                )}
              </td>
              <td>{formatPlain(tender.amount, currency)}</td>
            </tr>
          ))}
          {sale.change > 0 && (
            <tr>
              <td />
              <td>{t('change')}</td>
              <td>{formatPlain(sale.change, currency)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </article>
  );
}
