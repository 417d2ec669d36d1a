import type { ItemName } from '@galley/shared/wire/stock-office.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { ItemPicker } from '../stock/item-picker.tsx';
import { newRecipeLine, type RecipeLineDraft } from './recipe-draft.ts';
import type { ItemNames } from './use-item-names.ts';

/** So much of each: any product or ingredient, found by its name. */
export function RecipeLines({
  lines,
  names,
  learn,
  of,
  onChange,
}: {
  readonly lines: readonly RecipeLineDraft[];
  readonly names: ItemNames;
  readonly learn: (item: ItemName) => void;
  readonly of: string;
  readonly onChange: (lines: readonly RecipeLineDraft[]) => void;
}) {
  const change = (key: string, part: Partial<RecipeLineDraft>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    <>
      {lines.map((line) => {
        const item = names.get(line.productId) ?? null;
        return (
          <div className="row" key={line.key}>
            <ItemPicker
              item={item}
              label={t('ingredient')}
              allows={({ id }) => id !== of}
              onPick={(picked) => {
                if (picked) learn(picked);
                change(line.key, { productId: picked?.id ?? '' });
              }}
            />
            <label>
              {t('stockHowMuch')}
              <input
                inputMode="decimal"
                value={line.quantity}
                onChange={(event) => change(line.key, { quantity: event.currentTarget.value })}
              />
              <span className="unit">{item?.unit ?? ''}</span>
            </label>
            <button
              type="button"
              className="remove"
              aria-label={t('removeNamed', { name: item?.name ?? '' })}
              onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
            >
              <Icon name="cross" size={18} />
            </button>
          </div>
        );
      })}
      <Button tone="quiet" onClick={() => onChange([...lines, newRecipeLine()])}>
        {t('addIngredient')}
      </Button>
    </>
  );
}
