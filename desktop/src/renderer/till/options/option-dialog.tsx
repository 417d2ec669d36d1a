import type { Product } from '@galley/shared/domain/menu.ts';
import { type Currency, type Money, money, noMoney, share, sum } from '@galley/shared/values/money.ts';
import { pieces, type Quantity, quantity, thousand } from '@galley/shared/values/quantity.ts';
import { useRef, useState } from 'react';
import type { LineWish } from '../../actions/add-line.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { Stepper } from '../../ui/stepper.tsx';
import { ChoiceGroup } from './choice-group.tsx';
import { MeasureEntry } from './measure-entry.tsx';
import { NoteEntry } from './note-entry.tsx';
import './option-dialog.css';
import { defaultsOf, isAnsweredByTaps, openQuestions, toggleAnswer } from './option-rules.ts';
import { type Parts, questionsOf, type Question, wishOf } from './questions.ts';

/** What has been said about a product. */
export type Said = Pick<LineWish, 'choiceIds' | 'parts' | 'price' | 'quantity' | 'note'>;

/** What has to be, or can be, said about a product before it is in the order. */
export function OptionDialog({
  product,
  parts,
  unitPrice,
  currency,
  full,
  count: firstCount,
  onAdd,
  onSoldOut,
  onClose,
}: {
  readonly product: Product;
  /** The products that a combo is made of. */
  readonly parts: Parts;
  /** What one costs now. */
  readonly unitPrice: Money;
  readonly currency: Currency;
  /** Opened by a long press: the person wants to say more, so nothing is added before they press Add. */
  readonly full: boolean;
  readonly count: number;
  readonly onAdd: (said: Said) => void;
  /** Where a long press may also say that there is no more of it. */
  readonly onSoldOut: () => void;
  readonly onClose: () => void;
}) {
  const [picked, setPicked] = useState(() => allDefaults(product, parts));
  const [count, setCount] = useState(firstCount);
  const [measured, setMeasured] = useState<Quantity | null>(null);
  const [price, setPrice] = useState<Money | null>(null);
  const [note, setNote] = useState('');
  const body = useRef<HTMLDivElement>(null);
  const questions = questionsOf(product, parts, picked);
  const open = openQuestions(questions, picked);
  const byTaps = !full && isAnsweredByTaps(product);
  const amount = product.unit === undefined ? pieces(count) : (measured ?? quantity(0));
  const missing =
    open[0]?.name ?? (product.openPrice && price === null ? t('price') : amount <= 0 ? t('weight') : null);

  function pick(question: Question, key: string): void {
    const next = withDefaults(product, parts, toggleAnswer(question, picked, key), picked);
    setPicked(next);
    const left = openQuestions(questionsOf(product, parts, next), next);
    if (byTaps && left.length === 0) add(next);
    const wasOpen = open.includes(question);
    if (wasOpen && left[0] && !left.some((each) => each.key === question.key)) advanceTo(left[0]);
  }

  /** On to the next question that needs an answer, once it is drawn. */
  function advanceTo(question: Question): void {
    requestAnimationFrame(() => {
      const group = body.current?.querySelector(`[data-question="${CSS.escape(question.key)}"]`);
      group?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
      group?.querySelector('button')?.focus({ preventScroll: true });
    });
  }

  function add(chosen: ReadonlySet<string>): void {
    onAdd({
      ...wishOf(product, parts, chosen),
      ...(price !== null && { price }),
      quantity: amount,
      note,
    });
  }

  const extras = questions.flatMap(({ answers }) => answers).filter(({ key }) => picked.has(key));
  const each = money(
    (price ?? (product.openPrice ? noMoney : unitPrice)) + sum(extras.map((answer) => answer.price)),
  );
  const total = share(each, amount, thousand);

  return (
    <Dialog
      title={product.name}
      onClose={onClose}
      wide={product.combo !== undefined}
      footer={
        !byTaps && (
          <div className="option-foot">
            {full && (
              <Button tone="quiet" onClick={onSoldOut}>
                {t('soldOutAsk')}
              </Button>
            )}
            {product.unit === undefined && (
              <Stepper label={t('quantity')} value={count} min={1} onChange={setCount} />
            )}
            <Button tone="money" size="large" disabled={missing !== null} onClick={() => add(picked)}>
              {missing === null
                ? t('addFor', { amount: formatMoney(total, currency) })
                : t('chooseFirst', { group: missing })}
            </Button>
          </div>
        )
      }
    >
      <div className="option-dialog" ref={body}>
        {product.openPrice && <MeasureEntry kind="price" currency={currency} autoFocus onEnter={setPrice} />}
        {product.unit !== undefined && (
          <MeasureEntry
            kind="weight"
            unit={product.unit}
            tare={product.tare ?? null}
            autoFocus={!product.openPrice}
            onEnter={setMeasured}
          />
        )}
        {questions.map((question, index) => (
          <ChoiceGroup
            key={question.key}
            question={question}
            picked={picked}
            currency={currency}
            first={index === 0 && product.unit === undefined && !product.openPrice}
            onPick={(key) => pick(question, key)}
          />
        ))}
        {!byTaps && (
          <NoteEntry
            note={note}
            autoFocus={questions.length === 0 && product.unit === undefined && !product.openPrice}
            onChange={setNote}
          />
        )}
      </div>
    </Dialog>
  );
}

/** A part that is picked from the beginning brings the defaults of its own options. */
function allDefaults(product: Product, parts: Parts): ReadonlySet<string> {
  return withDefaults(product, parts, defaultsOf(questionsOf(product, parts, new Set())), new Set());
}

/** With the defaults of questions that are asked only now. */
function withDefaults(
  product: Product,
  parts: Parts,
  picked: ReadonlySet<string>,
  before: ReadonlySet<string>,
): ReadonlySet<string> {
  const asked = new Set(questionsOf(product, parts, before).map(({ key }) => key));
  const fresh = questionsOf(product, parts, picked).filter(({ key }) => !asked.has(key));
  return new Set([...picked, ...defaultsOf(fresh)]);
}
