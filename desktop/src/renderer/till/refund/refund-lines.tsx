import { formatCount } from '@galley/shared/domain/sale.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { quantity } from '@galley/shared/values/quantity.ts';
import { formatPlain } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import '../../ui/stepper.css';
import { type RefundChoice, stepOf } from './refund-choice.ts';

/** Of each item as many as come back, never more than are left, and whether they can be sold again. */
export function RefundLines({
  choice,
  currency,
}: {
  readonly choice: RefundChoice;
  readonly currency: Currency;
}) {
  return (
    <ul className="refund-lines" aria-label={t('lines')}>
      {choice.remainder.lines.map((left) => {
        const count = choice.counts.get(left.lineId) ?? quantity(0);
        const step = stepOf(left.quantity);
        const { name } = left.line;
        const none = left.quantity === 0;
        return (
          <li key={left.lineId} className={count > 0 ? 'chosen' : ''}>
            <span className="name">
              <strong>{name}</strong>
              <small>
                {none
                  ? t('allGivenBack')
                  : t('leftOf', {
                      left: numeral(formatCount({ ...left.line, quantity: left.quantity })),
                      amount: formatPlain(left.amount, currency),
                    })}
              </small>
            </span>
            {count > 0 && (
              <button
                type="button"
                className="shelf"
                aria-pressed={choice.toShelf(left)}
                onClick={() => choice.setShelf(left.lineId, !choice.toShelf(left))}
              >
                {choice.toShelf(left) ? t('backToShelf') : t('notToShelf')}
              </button>
            )}
            <div className="stepper" role="group" aria-label={t('countOf', { name })}>
              <button
                type="button"
                aria-label={t('less')}
                disabled={count === 0}
                onClick={() => choice.setCount(left.lineId, quantity(Math.max(0, count - step)))}
              >
                <Icon name="minus" />
              </button>
              <output>{numeral(formatCount({ ...left.line, quantity: count }))}</output>
              <button
                type="button"
                aria-label={t('more')}
                disabled={none || count >= left.quantity}
                onClick={() => choice.setCount(left.lineId, quantity(Math.min(left.quantity, count + step)))}
              >
                <Icon name="plus" />
              </button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
