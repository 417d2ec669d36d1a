import { type Counted, type ShiftFigures } from '@galley/shared/domain/shift-figures.ts';
import { add, type Currency, type Money, money } from '@galley/shared/values/money.ts';
import { formatRate } from '@galley/shared/values/tax-rate.ts';
import { formatMoney, formatPlain } from './format-money.ts';
import { t } from './messages/t.ts';
import { numeral } from './numeral.ts';
import { tenderWords } from './tender-words.ts';
import './report-figures.css';

/** What an X and a Z say, in the order of their paper. Without the expected cash nothing tells what is in the drawer. */
export function ReportFigures({
  figures,
  currency,
  float,
  expectedCash,
}: {
  readonly figures: ShiftFigures;
  readonly currency: Currency;
  readonly float: Money;
  readonly expectedCash: Money | null;
}) {
  const { sales, refunds, voids, tenders, movements, staff, tips = [] } = figures;
  const plain = (amount: Money) => formatPlain(amount, currency);
  const minus = (amount: Money) => plain(money(0 - amount));
  const seesCash = expectedCash !== null;
  const tipped = tips
    .map(({ cash, slip, ...who }) => ({ ...who, amount: seesCash ? add(cash, slip) : slip }))
    .filter(({ amount }) => amount !== 0);
  return (
    <table className="report-figures">
      <tbody>
        <Row strong word={t('sold')} counted={sales} value={formatMoney(sales.total, currency)} />
        {sales.discounts !== 0 && <Row word={t('discounts')} value={plain(sales.discounts)} />}
        {sales.charges !== 0 && <Row word={t('chargesTaken')} value={plain(sales.charges)} />}
        {sales.rounding !== 0 && <Row word={t('rounding')} value={plain(sales.rounding)} />}
        {sales.taxes.map((tax) => (
          <Row
            key={`${tax.taxId} ${tax.rate} ${tax.inclusive}`}
            word={t(tax.inclusive ? 'taxIncluded' : 'taxOnTop', {
              name: tax.name,
              rate: numeral(formatRate(tax.rate)),
            })}
            value={plain(tax.amount)}
          />
        ))}
        {refunds.count > 0 && <Row word={t('givenBack')} counted={refunds} value={minus(refunds.total)} />}
        {voids.count > 0 && <Row word={t('takenBack')} counted={voids} value={plain(voids.total)} />}
      </tbody>
      <tbody>
        {tenders
          .filter(({ kind }) => seesCash || kind !== 'cash')
          .map(({ kind, sold, refunded }) => (
            <Row
              key={kind}
              word={t(tenderWords[kind])}
              counted={sold}
              value={plain(money(sold.total - refunded.total))}
            />
          ))}
      </tbody>
      <tbody>
        {seesCash ? (
          <>
            <Row word={t('floatAtStart')} value={plain(float)} />
            {movements.in.count > 0 && (
              <Row word={t('cashIn')} counted={movements.in} value={plain(movements.in.total)} />
            )}
            {movements.out.count > 0 && (
              <Row word={t('cashOut')} counted={movements.out} value={minus(movements.out.total)} />
            )}
            {movements.drop.count > 0 && (
              <Row word={t('cashDrop')} counted={movements.drop} value={minus(movements.drop.total)} />
            )}
            <Row strong word={t('expectedCash')} value={formatMoney(expectedCash, currency)} />
          </>
        ) : (
          <tr className="quiet">
            <td colSpan={2}>{t('cashAfterCount')}</td>
          </tr>
        )}
      </tbody>
      <tbody>
        {staff.map((person) => (
          <Row
            key={person.staffId}
            word={person.name}
            counted={person.sales}
            value={plain(person.sales.total)}
          />
        ))}
      </tbody>
      {tipped.length > 0 && (
        <tbody>
          {tipped.map(({ staffId, name, amount }) => (
            <Row key={staffId} word={t('tipsOf', { name })} value={plain(amount)} />
          ))}
        </tbody>
      )}
    </table>
  );
}

function Row({
  word,
  counted,
  value,
  strong = false,
}: {
  readonly word: string;
  readonly counted?: Counted;
  readonly value: string;
  readonly strong?: boolean;
}) {
  return (
    <tr className={strong ? 'strong' : ''}>
      <td>
        {word}
        {counted && <small>{numeral(String(counted.count))}</small>}
      </td>
      <td>{value}</td>
    </tr>
  );
}
