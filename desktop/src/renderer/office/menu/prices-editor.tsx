import type { Branch } from '@galley/shared/domain/branch.ts';
import type { TimedPrice } from '@galley/shared/domain/menu.ts';
import { type Money, noMoney, parseMoney } from '@galley/shared/values/money.ts';
import { instant } from '@galley/shared/values/time.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { dayName } from './day-name.ts';
import { amountText } from './product-draft.ts';

const week = [0, 1, 2, 3, 4, 5, 6] as const;

/** Prices that count at times: from a day on, or every Friday from five to seven. The last that counts is taken. */
export function PricesEditor({
  prices,
  branch,
  onChange,
}: {
  readonly prices: readonly TimedPrice[];
  readonly branch: Branch;
  readonly onChange: (prices: readonly TimedPrice[]) => void;
}) {
  const change = (place: number, part: Partial<TimedPrice>) =>
    onChange(prices.map((price, index) => (index === place ? { ...price, ...part } : price)));
  return (
    <fieldset className="prices">
      <legend>{t('timedPrices')}</legend>
      {prices.map((price, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a price has no name but its place
        <div className="price" key={index}>
          <Amount
            amount={price.price}
            branch={branch}
            onChange={(amount) => change(index, { price: amount })}
          />
          <label>
            {t('validFrom')}{' '}
            <input
              type="datetime-local"
              value={price.from === null ? '' : toLocal(Date.parse(price.from))}
              onChange={(event) => change(index, { from: fromLocal(event.currentTarget.value) })}
            />
          </label>
          <label>
            {t('validUntil')}{' '}
            <input
              type="datetime-local"
              value={price.until === null ? '' : toLocal(Date.parse(price.until))}
              onChange={(event) => change(index, { until: fromLocal(event.currentTarget.value) })}
            />
          </label>
          <span className="days" role="group" aria-label={t('days')}>
            {week.map((day) => (
              <button
                key={day}
                type="button"
                aria-pressed={price.days.includes(day)}
                onClick={() =>
                  change(index, {
                    days: price.days.includes(day)
                      ? price.days.filter((each) => each !== day)
                      : [...price.days, day],
                  })
                }
              >
                {dayName(day)}
              </button>
            ))}
          </span>
          <label>
            {t('fromTime')}{' '}
            <input
              type="time"
              value={price.start ?? ''}
              onChange={(event) => change(index, { start: event.currentTarget.value || null })}
            />
          </label>
          <label>
            {t('untilTime')}{' '}
            <input
              type="time"
              value={price.end ?? ''}
              onChange={(event) => change(index, { end: event.currentTarget.value || null })}
            />
          </label>
          <button
            type="button"
            className="remove"
            aria-label={t('removeNamed', { name: amountText(price.price, branch.currency) })}
            onClick={() => onChange(prices.filter((_, place) => place !== index))}
          >
            <Icon name="cross" size={18} />
          </button>
        </div>
      ))}
      <Button
        onClick={() => {
          const [first] = prices;
          const blank = { from: null, until: null, days: [], start: null, end: null };
          onChange([...prices, { price: first?.price ?? noMoney, ...blank }]);
        }}
      >
        {t('addPrice')}
      </Button>
    </fieldset>
  );
}

function Amount({
  amount,
  branch,
  onChange,
}: {
  readonly amount: Money;
  readonly branch: Branch;
  readonly onChange: (amount: Money) => void;
}) {
  const [typed, setTyped] = useState(() => amountText(amount, branch.currency));
  return (
    <label>
      {t('price')}{' '}
      <input
        className="amount"
        inputMode="decimal"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          const read = parseMoney(event.currentTarget.value, branch.currency);
          if (read.ok) onChange(read.value);
        }}
      />
    </label>
  );
}

/** By the clock of whoever edits, as the field wants it. */
function toLocal(ms: number): string {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}

function fromLocal(text: string): TimedPrice['from'] {
  return text === '' ? null : instant(new Date(text).getTime());
}
