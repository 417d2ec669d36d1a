import { unitSchema, units } from '@galley/shared/domain/menu.ts';
import { newId, type ProductId, uuidv7 } from '@galley/shared/values/ids.ts';
import { formatQuantity, parseQuantity } from '@galley/shared/values/quantity.ts';
import type { StockRow } from '@galley/shared/wire/stock-office.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import './paper-dialog.css';
import { useSay } from './say.ts';

/** Something that is bought and cooked, and not sold as it is. */
export function IngredientDialog({
  row,
  onClose,
}: {
  /** Null: a new one. */
  readonly row: StockRow | null;
  readonly onClose: () => void;
}) {
  const [id] = useState(() => row?.id ?? newId<ProductId>(() => uuidv7()));
  const [name, setName] = useState(row?.name ?? '');
  const [unit, setUnit] = useState(row ? (row.unit ?? '') : 'kg');
  const [lowAt, setLowAt] = useState(row && row.lowAt !== null ? formatQuantity(row.lowAt) : '');
  const { say, refusal, setRefusal, busy } = useSay(onClose);

  function save(active: boolean): void {
    const low = lowAt.trim() === '' ? null : parseQuantity(lowAt);
    if (name.trim() === '' || (lowAt.trim() !== '' && (low === null || low < 0)))
      return setRefusal(t('stockIncomplete'));
    const known = unitSchema.safeParse(unit);
    const ingredient = {
      id,
      revision: (row?.revision ?? 0) + 1,
      name: name.trim(),
      unit: known.success ? known.data : null,
      lowAt: low,
      active,
    };
    say({ type: 'setIngredient', data: { id: uuidv7(), ingredient } });
  }

  return (
    <Dialog
      title={row ? row.name : t('newIngredient')}
      onClose={onClose}
      footer={
        <>
          {row && (
            <Button tone="loss" disabled={busy} onClick={() => save(false)}>
              {t('ingredientGone')}
            </Button>
          )}
          <Button tone="money" size="large" disabled={busy} onClick={() => save(true)}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="paper-dialog">
        {refusal !== '' && <Notice tone="loss">{refusal}</Notice>}
        <div className="head">
          <Field
            label={t('name')}
            value={name}
            data-autofocus
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <label className="branch">
            {t('ingredientUnit')}
            <select value={unit} onChange={(event) => setUnit(event.currentTarget.value)}>
              <option value="">{t('piece')}</option>
              {units.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
          <Field
            label={t('stockLowAt')}
            value={lowAt}
            inputMode="decimal"
            onChange={(event) => setLowAt(event.currentTarget.value)}
          />
        </div>
      </div>
    </Dialog>
  );
}
