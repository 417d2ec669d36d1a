import { fillOf } from '@galley/shared/domain/stock.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { formatQuantity, type Quantity } from '@galley/shared/values/quantity.ts';
import type { StockRow } from '@galley/shared/wire/stock-office.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';

/** A product or an ingredient: what is there, what lacks, what is promised, and what it is worth. */
export function StockRowButton({
  row,
  currency,
  onOpen,
}: {
  readonly row: StockRow;
  readonly currency: Currency;
  readonly onOpen: () => void;
}) {
  const { name, kind, unit, onHand, shortage, reserved, lowAt, value, made } = row;
  const fill = fillOf({ onHand, ...(lowAt !== null && { lowAt }) });
  return (
    <button type="button" className="stock-row" onClick={onOpen}>
      <span className="name">
        {name || t('stockNameless')}
        {kind === 'ingredient' && <small>{t('ingredient')}</small>}
      </span>
      <span className="marks">
        {shortage > 0 && <em className="loss">{t('shortBy', { count: measure(shortage, unit) })}</em>}
        {shortage === 0 && !made && fill === 'out' && <em className="loss">{t('noneLeft')}</em>}
        {fill === 'low' && !made && <em>{t('low')}</em>}
        {reserved > 0 && <em className="plain">{t('stockReserved', { count: measure(reserved, unit) })}</em>}
      </span>
      <span className="value">{value > 0 && formatMoney(value, currency)}</span>
      {made && onHand === 0 ? <span>{t('madeHere')}</span> : <strong>{measure(onHand, unit)}</strong>}
    </button>
  );
}

/** `1.25 kg`, `12`. */
export function measure(value: Quantity, unit: string | null): string {
  return numeral(`${formatQuantity(value)}${unit ? ` ${unit}` : ''}`);
}
