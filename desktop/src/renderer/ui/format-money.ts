import { type Currency, exponentOf, type Money } from '@galley/shared/values/money.ts';
import { locale } from './messages/locale.ts';

/** `৳1,540.00`: with the currency's own sign, as the language writes it. */
export function formatMoney(amount: Money, currency: Currency): string {
  return formatter(currency, true, exponentOf(currency)).format(decimal(amount, currency));
}

/** `1,540.00`: in columns, where the sign would only be noise. */
export function formatPlain(amount: Money, currency: Currency): string {
  return formatter(currency, false, exponentOf(currency)).format(decimal(amount, currency));
}

/** `320`, `12.50`: without the fraction where it is nothing, for prices on tiles and keys. */
export function formatShort(amount: Money, currency: Currency, sign = false): string {
  const digits = amount % 10 ** exponentOf(currency) === 0 ? 0 : exponentOf(currency);
  return formatter(currency, sign, digits).format(decimal(amount, currency));
}

/** The exact decimal as text: Intl takes it as it is, so that no float ever holds money [M1]. */
function decimal(amount: Money, currency: Currency): Intl.StringNumericLiteral {
  const digits = exponentOf(currency);
  const padded = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  const text = `${amount < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${padded.slice(-digits)}`}`;
  return text as Intl.StringNumericLiteral; // digits and at most one point by construction
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: Currency, sign: boolean, digits: number): Intl.NumberFormat {
  const key = `${currency} ${sign} ${digits}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    ...(sign ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } : {}),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formatters.set(key, made);
  return made;
}
