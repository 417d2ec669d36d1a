import type { Unit } from '@galley/shared/domain/menu.ts';
import { type Currency, type Money, noMoney } from '@galley/shared/values/money.ts';
import { formatQuantity, type Quantity, quantity } from '@galley/shared/values/quantity.ts';
import { useState } from 'react';
import { formatMoney } from '../../ui/format-money.ts';
import { Keypad, type KeypadKey } from '../../ui/keypad.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { keypadKey, pressKey, typedAmount } from '../../ui/typed-amount.ts';
import './measure-entry.css';
import { pressWeightKey, typedWeight } from './weight-entry.ts';

type Kind =
  | { readonly kind: 'price'; readonly currency: Currency; readonly onEnter: (price: Money | null) => void }
  | {
      readonly kind: 'weight';
      readonly unit: Unit;
      /** What the usual container weighs; it can be taken off or left. */
      readonly tare: Quantity | null;
      readonly onEnter: (net: Quantity | null) => void;
    };

/** What somebody reads off a scale or names as a price, on large keys or the keyboard's. */
export function MeasureEntry(props: Kind & { readonly autoFocus: boolean }) {
  const [typed, setTyped] = useState('');
  const [tared, setTared] = useState(true);
  const tare = props.kind === 'weight' && props.tare !== null && tared ? props.tare : quantity(0);

  function show(text: string, taken: Quantity): void {
    if (props.kind === 'price') props.onEnter(typedAmount(text, props.currency));
    else {
      const gross = typedWeight(text);
      props.onEnter(gross === null || gross <= taken ? null : quantity(gross - taken));
    }
  }

  function press(key: KeypadKey): void {
    const next = props.kind === 'price' ? pressKey(typed, key, props.currency) : pressWeightKey(typed, key);
    setTyped(next);
    show(next, tare);
  }

  const gross = typedWeight(typed) ?? quantity(0);
  return (
    <div
      className="measure-entry"
      onKeyDown={(event) => {
        const key = keypadKey(event.key);
        if (key === null) return;
        event.preventDefault();
        press(key);
      }}
    >
      <div className="shown">
        <span>{t(props.kind === 'price' ? 'price' : 'weight')}</span>
        <output
          aria-label={t(props.kind === 'price' ? 'price' : 'weight')}
          tabIndex={0}
          {...(props.autoFocus ? { 'data-autofocus': true } : {})}
        >
          {props.kind === 'price'
            ? formatMoney(typedAmount(typed, props.currency) ?? noMoney, props.currency)
            : `${numeral(typed || '0')} ${props.unit}`}
        </output>
        {props.kind === 'weight' && props.tare !== null && (
          <button
            type="button"
            aria-pressed={tared}
            onClick={() => {
              const next = !tared;
              setTared(next);
              show(typed, next && props.tare !== null ? props.tare : quantity(0));
            }}
          >
            {t('tare', { weight: `${numeral(formatQuantity(props.tare))} ${props.unit}` })}
          </button>
        )}
        {props.kind === 'weight' && tare > 0 && gross > tare && (
          <small>
            {t('net', { weight: `${numeral(formatQuantity(quantity(gross - tare)))} ${props.unit}` })}
          </small>
        )}
      </div>
      <Keypad left={props.kind === 'price' ? '00' : '.'} onKey={press} />
    </div>
  );
}
