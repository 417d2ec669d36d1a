import { type Currency, exponentOf, noMoney } from '@galley/shared/values/money.ts';
import { formatMoney } from './format-money.ts';
import { NumberEntry, type NumberTyped } from './number-entry.tsx';
import { typedAmount } from './typed-amount.ts';

/** An amount of money on large keys and those of the keyboard. */
export function AmountEntry({
  currency,
  shown,
  ...rest
}: NumberTyped & {
  readonly currency: Currency;
  /** What is shown instead of what was typed: an amount that stands until somebody types another. */
  readonly shown?: string;
}) {
  return (
    <NumberEntry
      {...rest}
      digits={exponentOf(currency)}
      shown={shown ?? formatMoney(typedAmount(rest.typed, currency) ?? noMoney, currency)}
    />
  );
}
