import type { OrderLine } from '@galley/shared/domain/order.ts';
import { pieces, type Quantity } from '@galley/shared/values/quantity.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Keypad, type KeypadKey } from '../../ui/keypad.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { MeasureEntry } from '../options/measure-entry.tsx';
import { keypadKey } from '../../ui/typed-amount.ts';
import './quantity-dialog.css';

const mostDigits = 3;

/** How many, on large keys: what is weighed has its weight typed anew. */
export function QuantityDialog({
  line,
  onSet,
  onClose,
}: {
  readonly line: Pick<OrderLine, 'name' | 'unit'>;
  readonly onSet: (quantity: Quantity) => void;
  readonly onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [weighed, setWeighed] = useState<Quantity | null>(null);
  const wanted = line.unit === undefined ? (Number(typed) > 0 ? pieces(Number(typed)) : null) : weighed;

  function press(key: KeypadKey): void {
    if (key === 'erase') setTyped((text) => text.slice(0, -1));
    else if (/^\d$/.test(key)) setTyped((text) => `${text}${key}`.replace(/^0+/, '').slice(0, mostDigits));
  }

  return (
    <Dialog
      title={line.name}
      onClose={onClose}
      footer={
        <Button
          tone="money"
          size="large"
          disabled={wanted === null}
          onClick={() => wanted !== null && onSet(wanted)}
        >
          {t('setQuantity')}
        </Button>
      }
    >
      {line.unit === undefined ? (
        <div
          className="quantity-dialog"
          onKeyDown={(event) => {
            const key = keypadKey(event.key);
            if (key === null) return;
            event.preventDefault();
            press(key);
          }}
        >
          <output aria-label={t('quantity')} tabIndex={0} data-autofocus>
            {numeral(typed || '0')}
          </output>
          <Keypad left={null} onKey={press} />
        </div>
      ) : (
        <MeasureEntry kind="weight" unit={line.unit} tare={null} autoFocus onEnter={setWeighed} />
      )}
    </Dialog>
  );
}
