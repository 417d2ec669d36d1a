import type { ItemName } from '@galley/shared/wire/stock-office.ts';
import { useQuery } from '@tanstack/react-query';
import { readStock } from '../../app/office-stock.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import type { GroupDraft } from './product-draft.ts';
import { newRecipeLine, type RecipeDraft, type RecipeLineDraft } from './recipe-draft.ts';
import './recipe-editor.css';

/** What one of a dish takes from the stock, and what its choices add, leave out or replace. */
export function RecipeEditor({
  recipe,
  groups,
  onChange,
}: {
  readonly recipe: RecipeDraft;
  readonly groups: readonly GroupDraft[];
  readonly onChange: (recipe: RecipeDraft) => void;
}) {
  const { data, error } = useQuery({
    queryKey: ['stock', 'ingredients'],
    queryFn: () => readStock('ingredients', '', null),
    networkMode: 'always',
    retry: false,
  });
  const items = data?.rows ?? [];
  const choices = recipe.lines.length === 0 ? [] : groups.flatMap((group) => group.items);
  return (
    <fieldset className="recipe-editor">
      <legend>{t('recipe')}</legend>
      <p>{t('recipeHint')}</p>
      {error && <Notice tone="wait">{error.message}</Notice>}
      <Lines lines={recipe.lines} items={items} onChange={(lines) => onChange({ ...recipe, lines })} />
      {choices
        .filter(({ name }) => name !== '')
        .map(({ id, name }) => {
          const change = recipe.options[id] ?? { add: [], without: [] };
          const set = (part: Partial<typeof change>) =>
            onChange({ ...recipe, options: { ...recipe.options, [id]: { ...change, ...part } } });
          return (
            <div className="choice" key={id}>
              <strong>{t('recipeFor', { name })}</strong>
              <label>
                {t('recipeWithout')}
                <select
                  value={change.without[0] ?? ''}
                  onChange={(event) => {
                    const { value } = event.currentTarget;
                    set({ without: value === '' ? [] : [value] });
                  }}
                >
                  <option value="">{t('recipeWithoutNone')}</option>
                  {recipe.lines
                    .filter(({ productId }) => productId !== '')
                    .map(({ key, productId }) => (
                      <option key={key} value={productId}>
                        {items.find((item) => item.id === productId)?.name ?? productId}
                      </option>
                    ))}
                </select>
              </label>
              <Lines lines={change.add} items={items} onChange={(add) => set({ add })} />
            </div>
          );
        })}
    </fieldset>
  );
}

function Lines({
  lines,
  items,
  onChange,
}: {
  readonly lines: readonly RecipeLineDraft[];
  readonly items: readonly ItemName[];
  readonly onChange: (lines: readonly RecipeLineDraft[]) => void;
}) {
  const change = (key: string, part: Partial<RecipeLineDraft>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    <>
      {lines.map((line) => {
        const item = items.find(({ id }) => id === line.productId);
        return (
          <div className="row" key={line.key}>
            <select
              value={line.productId}
              aria-label={t('ingredient')}
              onChange={(event) => change(line.key, { productId: event.currentTarget.value })}
            >
              <option value="">{t('stockItem')}</option>
              {items.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            <label>
              {t('stockHowMuch')}
              <input
                inputMode="decimal"
                value={line.quantity}
                onChange={(event) => change(line.key, { quantity: event.currentTarget.value })}
              />
              {item?.unit ?? ''}
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
