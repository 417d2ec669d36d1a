import { type Unit, unitSchema, units } from '@galley/shared/domain/menu.ts';
import { newId, type ProductId, uuidv7 } from '@galley/shared/values/ids.ts';
import { formatQuantity, parseQuantity } from '@galley/shared/values/quantity.ts';
import type { StockRow } from '@galley/shared/wire/stock-office.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { ConflictNotice, differencesOf } from '../conflict-notice.tsx';
import { recipeWords } from '../menu/product-words.ts';
import { itemsIn, recipeFromDraft, recipeToDraft } from '../menu/recipe-draft.ts';
import { RecipeEditor } from '../menu/recipe-editor.tsx';
import { type ItemNames, useItemNames } from '../menu/use-item-names.ts';
import '../../ui/inputs.css';
import './paper-dialog.css';
import { type ItemChanged, useSay } from './say.ts';

/** Something that is bought and cooked, or made beforehand (a sauce), and not sold as it is. */
export function IngredientDialog({
  row,
  onClose,
}: {
  /** Null: a new one. */
  readonly row: StockRow | null;
  readonly onClose: () => void;
}) {
  const [id] = useState(() => row?.id ?? newId<ProductId>(() => uuidv7()));
  const [seen, setSeen] = useState(row?.revision ?? 0);
  const [draft, setDraft] = useState(() => toDraft(row));
  const { say, refusal, setRefusal, busy, theirs, setTheirs } = useSay(onClose);
  const { names } = useItemNames([
    ...new Set([...itemsIn(draft.recipe), ...(theirs ? itemsIn(toDraft(theirs).recipe) : [])]),
  ]);
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));

  function save(active: boolean, against: number): void {
    const low = draft.lowAt.trim() === '' ? null : parseQuantity(draft.lowAt);
    if (draft.name.trim() === '' || (draft.lowAt.trim() !== '' && (low === null || low < 0)))
      return setRefusal(t('stockIncomplete'));
    const recipe = recipeFromDraft(draft.recipe, []);
    if (!recipe.ok) return setRefusal(recipe.message);
    const ingredient = {
      id,
      revision: against + 1,
      name: draft.name.trim(),
      unit: draft.unit === '' ? null : draft.unit,
      lowAt: recipe.value ? null : low,
      active,
      recipe: recipe.value,
    };
    setTheirs(null);
    say({ type: 'setIngredient', data: { id: uuidv7(), ingredient } });
  }

  return (
    <Dialog
      title={row ? row.name : t('newIngredient')}
      wide
      onClose={onClose}
      footer={
        <>
          {row && (
            <Button tone="loss" disabled={busy} onClick={() => save(false, seen)}>
              {t('ingredientGone')}
            </Button>
          )}
          <Button tone="money" size="large" disabled={busy} onClick={() => save(true, seen)}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="paper-dialog">
        {refusal !== '' && <Notice tone="loss">{refusal}</Notice>}
        {theirs && (
          <ConflictNotice
            by={theirs.by ?? t('somebody')}
            differences={
              theirs.active ? differencesOf(wordsOf(draft, names), wordsOf(toDraft(theirs), names)) : null
            }
            onTake={() => {
              setDraft(toDraft(theirs));
              setSeen(theirs.revision);
              setTheirs(null);
            }}
            onKeep={() => {
              setSeen(theirs.revision);
              save(true, theirs.revision);
            }}
          />
        )}
        <div className="head">
          <Field
            label={t('name')}
            value={draft.name}
            data-autofocus
            maxLength={100}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <label className="branch inputs">
            {t('ingredientUnit')}
            <select
              value={draft.unit}
              onChange={(event) => {
                const known = unitSchema.safeParse(event.currentTarget.value);
                set({ unit: known.success ? known.data : '' });
              }}
            >
              <option value="">{t('piece')}</option>
              {units.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
          {draft.recipe.lines.length === 0 && (
            <Field
              label={t('stockLowAt')}
              value={draft.lowAt}
              inputMode="decimal"
              onChange={(event) => set({ lowAt: event.currentTarget.value })}
            />
          )}
        </div>
        <RecipeEditor
          recipe={draft.recipe}
          groups={[]}
          of={id}
          batch={draft.unit}
          onChange={(recipe) => set({ recipe })}
        />
      </div>
    </Dialog>
  );
}

/** While somebody edits it: amounts are text until they are saved. */
type Draft = {
  readonly name: string;
  readonly unit: Unit | '';
  readonly lowAt: string;
  readonly recipe: ReturnType<typeof recipeToDraft>;
};

function toDraft(known: Pick<ItemChanged, 'name' | 'unit' | 'lowAt' | 'recipe'> | null): Draft {
  return {
    name: known?.name ?? '',
    unit: known ? (known.unit ?? '') : 'kg',
    lowAt: known && known.lowAt !== null ? formatQuantity(known.lowAt) : '',
    recipe: recipeToDraft(known?.recipe ?? undefined),
  };
}

function wordsOf({ name, unit, lowAt, recipe }: Draft, names: ItemNames | null): ReadonlyMap<string, string> {
  return new Map([
    [t('name'), name],
    [t('ingredientUnit'), unit === '' ? t('piece') : unit],
    [t('stockLowAt'), lowAt],
    [t('madeOf'), recipeWords(recipe, [], names ?? new Map())],
  ]);
}
