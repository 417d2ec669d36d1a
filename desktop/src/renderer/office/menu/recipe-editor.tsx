import type { Unit } from '@galley/shared/domain/menu.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import type { GroupDraft } from './product-draft.ts';
import { itemsIn, type RecipeDraft } from './recipe-draft.ts';
import '../../ui/inputs.css';
import '../../ui/pills.css';
import './recipe-editor.css';
import { RecipeLines } from './recipe-lines.tsx';
import { useItemNames } from './use-item-names.ts';

/** What is taken from the stock for a dish or a sauce, and what the dish's choices add, leave out or replace. */
export function RecipeEditor({
  recipe,
  groups,
  of,
  batch,
  onChange,
}: {
  readonly recipe: RecipeDraft;
  readonly groups: readonly GroupDraft[];
  /** Whose recipe it is: nothing is made of itself. */
  readonly of: string;
  /** Of something that is made beforehand, so much at a time: its unit. Undefined: one by one, as somebody orders it. */
  readonly batch?: Unit | '';
  readonly onChange: (recipe: RecipeDraft) => void;
}) {
  const { names, error, learn } = useItemNames(itemsIn(recipe));
  const choices = groups.flatMap((group) => group.items).filter(({ name }) => name !== '');
  const [showsChoices, setShowsChoices] = useState(recipe.lines.length > 0 || itemsIn(recipe).length > 0);
  return (
    <fieldset className="recipe-editor inputs">
      <legend>{t(batch === undefined ? 'recipe' : 'madeOf')}</legend>
      <p>{t(batch === undefined ? 'recipeHint' : 'madeOfHint')}</p>
      {error && <Notice tone="wait">{error.message}</Notice>}
      {names && (
        <>
          <RecipeLines
            lines={recipe.lines}
            {...{ names, learn, of }}
            onChange={(lines) => {
              setShowsChoices(true);
              onChange({ ...recipe, lines });
            }}
          />
          {batch !== undefined && recipe.lines.length > 0 && (
            <label className="makes">
              {t('recipeMakes')}
              <input
                inputMode="decimal"
                value={recipe.makes}
                placeholder="1"
                onChange={(event) => onChange({ ...recipe, makes: event.currentTarget.value })}
              />
              {batch === '' ? t('piece') : batch}
            </label>
          )}
          {showsChoices &&
            choices.map(({ id, name }) => {
              const change = recipe.options[id] ?? { add: [], without: [] };
              const set = (part: Partial<typeof change>) =>
                onChange({ ...recipe, options: { ...recipe.options, [id]: { ...change, ...part } } });
              return (
                <div className="choice" key={id} role="group" aria-label={t('recipeFor', { name })}>
                  <strong>{t('recipeFor', { name })}</strong>
                  <span className="pills">
                    {recipe.lines.map(({ key, productId }) => {
                      const item = names.get(productId);
                      if (!item) return null;
                      const isOut = change.without.includes(productId);
                      return (
                        <button
                          key={key}
                          type="button"
                          aria-pressed={isOut}
                          onClick={() =>
                            set({
                              without: isOut
                                ? change.without.filter((each) => each !== productId)
                                : [...change.without, productId],
                            })
                          }
                        >
                          {t('recipeWithout', { name: item.name })}
                        </button>
                      );
                    })}
                  </span>
                  <RecipeLines
                    lines={change.add}
                    {...{ names, learn, of }}
                    onChange={(add) => set({ add })}
                  />
                </div>
              );
            })}
          {!showsChoices && choices.length > 0 && (
            <Button tone="quiet" onClick={() => setShowsChoices(true)}>
              {t('recipeByChoice')}
            </Button>
          )}
        </>
      )}
    </fieldset>
  );
}
