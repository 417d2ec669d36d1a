import type { OptionGroup, Product } from '@galley/shared/domain/menu.ts';
import type { ChoiceId } from '@galley/shared/values/ids.ts';
import { type Currency, money, share, sum } from '@galley/shared/values/money.ts';
import { pieces, type Quantity, thousand } from '@galley/shared/values/quantity.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { Stepper } from '../../ui/stepper.tsx';
import { ChoiceGroup } from './choice-group.tsx';
import './option-dialog.css';
import { isAnsweredByTaps, missingGroups, toggleChoice } from './option-rules.ts';

export type Answer = {
  readonly choiceIds: readonly ChoiceId[];
  readonly quantity: Quantity;
  readonly note: string;
};

/** What has to be, or can be, said about a product before it is in the order. */
export function OptionDialog({
  product,
  currency,
  full,
  count: firstCount,
  onAdd,
  onClose,
}: {
  readonly product: Product;
  readonly currency: Currency;
  /** Opened by a long press: the person wants to say more, so nothing is added before they press Add. */
  readonly full: boolean;
  readonly count: number;
  readonly onAdd: (answer: Answer) => void;
  readonly onClose: () => void;
}) {
  const [picked, setPicked] = useState<ReadonlySet<ChoiceId>>(new Set());
  const [count, setCount] = useState(firstCount);
  const [note, setNote] = useState('');
  const missing = missingGroups(product, picked);
  const byTaps = !full && isAnsweredByTaps(product);

  function pick(group: OptionGroup, choiceId: ChoiceId): void {
    const next = toggleChoice(group, picked, choiceId);
    setPicked(next);
    if (byTaps && missingGroups(product, next).length === 0) add(next);
  }

  function add(choices: ReadonlySet<ChoiceId>): void {
    onAdd({ choiceIds: [...choices], quantity: pieces(count), note });
  }

  const chosen = product.options.flatMap((group) => group.choices).filter((choice) => picked.has(choice.id));
  const each = money(product.price + sum(chosen.map((choice) => choice.price)));
  const total = share(each, pieces(count), thousand);

  return (
    <Dialog
      title={product.name}
      onClose={onClose}
      footer={
        !byTaps && (
          <div className="option-foot">
            <Stepper label={t('quantity')} value={count} min={1} onChange={setCount} />
            <Button tone="money" size="large" disabled={missing.length > 0} onClick={() => add(picked)}>
              {missing[0]
                ? t('chooseFirst', { group: missing[0].name })
                : t('addFor', { amount: formatMoney(total, currency) })}
            </Button>
          </div>
        )
      }
    >
      <div className="option-dialog">
        {product.options.map((group, index) => (
          <ChoiceGroup
            key={group.name}
            group={group}
            picked={picked}
            currency={currency}
            first={index === 0}
            onPick={(choiceId) => pick(group, choiceId)}
          />
        ))}
        {!byTaps && (
          <label className="note">
            <span>{t('note')}</span>
            <input
              value={note}
              maxLength={120}
              placeholder={t('noteHint')}
              onChange={(event) => setNote(event.currentTarget.value)}
              {...(product.options.length === 0 ? { 'data-autofocus': true } : {})}
            />
          </label>
        )}
      </div>
    </Dialog>
  );
}
