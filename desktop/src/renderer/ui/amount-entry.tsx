import { type Currency, noMoney } from '@galley/shared/values/money.ts';
import './amount-entry.css';
import { formatMoney } from './format-money.ts';
import { Keypad, type KeypadKey } from './keypad.tsx';
import { pressKey, typedAmount } from './typed-amount.ts';

/** An amount on large keys, with what was typed so far above them. The caller keeps the text, and may take it from a keyboard too. */
export function AmountEntry({
  label,
  typed,
  currency,
  hint,
  shown,
  left = '.',
  disabled = false,
  onTyped,
}: {
  readonly label: string;
  readonly typed: string;
  readonly currency: Currency;
  /** What stands there while nothing is typed; missing: nothing of the currency. */
  readonly hint?: string;
  /** What is shown instead of what was typed: an amount that stands until somebody types another. */
  readonly shown?: string;
  /** Whole notes are typed faster with two zeros than with a point. */
  readonly left?: '.' | '00';
  readonly disabled?: boolean;
  readonly onTyped: (next: string) => void;
}) {
  const isHint = typed === '' && hint !== undefined;
  return (
    <div className="amount-entry">
      <output aria-label={label} className={isHint ? 'none' : ''}>
        {isHint ? hint : (shown ?? formatMoney(typedAmount(typed, currency) ?? noMoney, currency))}
      </output>
      <Keypad
        left={left}
        disabled={disabled}
        onKey={(key: KeypadKey) => onTyped(pressKey(typed, key, currency))}
      />
    </div>
  );
}
