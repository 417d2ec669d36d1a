import type { OrderLine } from '@galley/shared/domain/order.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import type { LineId } from '@galley/shared/values/ids.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { sum } from '@galley/shared/values/money.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import { memo } from 'react';
import { formatPlain } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { discountWords } from '../discount/discount-words.ts';
import { KitchenMark } from './kitchen-mark.tsx';
import './order-line-row.css';
import type { KitchenMark as Mark } from './queries.ts';

type Props = {
  readonly line: OrderLine;
  readonly mark: Mark;
  readonly currency: Currency;
  readonly open: boolean;
  readonly onOpen: (lineId: LineId) => void;
};

/** Drawn again only when the line or its mark has changed: lines are replaced whole, so their text tells. */
export const OrderLineRow = memo(OrderLineRowInner, (before, after) => {
  return (
    before.open === after.open &&
    before.mark.state === after.mark.state &&
    before.mark.cause === after.mark.cause &&
    before.line.quantity === after.line.quantity &&
    before.line.note === after.line.note &&
    before.line.edits === after.line.edits &&
    before.line.course === after.line.course &&
    before.line.seat === after.line.seat &&
    before.line.kitchen.state === after.line.kitchen.state &&
    before.line.id === after.line.id
  );
});

function OrderLineRowInner({ line, mark, currency, open, onOpen }: Props) {
  const voided = line.kitchen.state === 'voided';
  const totals = totalsOf([line]);
  const options = line.options.map((option) => option.name).join(' · ');
  return (
    <button
      type="button"
      className={`order-line-row ${voided ? 'voided' : ''}`}
      aria-expanded={open}
      onClick={() => onOpen(line.id)}
    >
      <span className={`quantity ${line.unit === undefined ? '' : 'weighed'}`} key={line.quantity}>
        {numeral(formatQuantity(line.quantity))}
        {line.unit !== undefined && <small> {line.unit}</small>}
      </span>
      <span className="what">
        {line.combo && <small className="combo">{line.combo.name}</small>}
        <span className="name">{line.name}</span>
        {line.unit !== undefined && (
          <small>{t('perUnit', { price: formatPlain(line.unitPrice, currency), unit: line.unit })}</small>
        )}
        {options !== '' && <small>{options}</small>}
        {(line.course !== undefined || line.seat !== undefined) && (
          <small className="serving">{servingWords(line)}</small>
        )}
        {line.note !== '' && <small className="note">“{line.note}”</small>}
        {!voided && line.discount && (
          <small className="off">
            {discountWords(line.discount)} −
            {formatPlain(sum(totals.lines.map((each) => each.discount)), currency)}
          </small>
        )}
        {line.kitchen.state === 'voided' && (
          <small className="reason">{t('voidedBecause', { reason: line.kitchen.reason })}</small>
        )}
      </span>
      <span className="total">{voided ? '' : formatPlain(totals.subtotal, currency)}</span>
      <KitchenMark mark={mark} />
    </button>
  );
}

function servingWords({ course, seat, kitchen }: OrderLine): string {
  const held = kitchen.state === 'sent' && kitchen.held === true;
  return [
    course === undefined ? '' : t('courseNumber', { course }),
    held ? t('courseHeld') : '',
    seat === undefined ? '' : t('seatNumber', { seat }),
  ]
    .filter((word) => word !== '')
    .join(' · ');
}
