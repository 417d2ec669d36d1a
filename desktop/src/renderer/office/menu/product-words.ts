import type { TimedPrice } from '@galley/shared/domain/menu.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { t } from '../../ui/messages/t.ts';
import { amountText, type GroupDraft, type ProductDraft } from './product-draft.ts';
import { dayName } from './day-name.ts';
import type { MenuRows } from './queries.ts';
import type { RecipeDraft, RecipeLineDraft } from './recipe-draft.ts';
import type { ItemNames } from './use-item-names.ts';

/** Everything that somebody may have changed of a product, by its label, as people read it. */
export function productWords(
  draft: ProductDraft,
  menu: MenuRows,
  items: ItemNames,
  currency: Currency,
): ReadonlyMap<string, string> {
  const nameIn = (rows: readonly { readonly id: string; readonly name: string }[], id: string | null) =>
    rows.find((row) => row.id === id)?.name ?? '';
  const choices = draft.options.flatMap((group) => group.items);
  return new Map([
    [t('name'), draft.name],
    [t('price'), draft.price],
    [t('category'), nameIn(menu.categories, draft.categoryId)],
    [t('station'), nameIn(menu.stations, draft.stationId)],
    [t('skuLabel'), draft.sku],
    [t('barcode'), draft.barcode],
    [t('glyph'), draft.glyph],
    [t('photo'), draft.photo ? `✓ ${draft.photo.slice(0, 6)}` : ''],
    [t('soldBy'), draft.unit === '' ? t('piece') : draft.unit],
    [t('taxes'), draft.taxIds.map((id) => nameIn(menu.taxes, id)).join(', ')],
    [t('isSold'), tick(draft.active)],
    [t('isStocked'), tick(draft.stocked)],
    [t('openPrice'), tick(draft.openPrice === true)],
    [t('stockLowAt'), draft.lowAt],
    [t('recipe'), recipeWords(draft.recipe, choices, items)],
    [t('timedPrices'), (draft.prices ?? []).map((price) => priceWords(price, currency)).join('; ')],
    [t('options'), groupWords(draft.options)],
    [
      t('setCourses'),
      groupWords(
        draft.combo.map((course) => ({
          ...course,
          items: course.items.map((item) => ({ ...item, name: nameIn(menu.products, item.id) })),
        })),
      ),
    ],
  ]);
}

/** `0.15 kg Beef, 0.2 kg Rice; With Chicken: - Beef, 0.16 kg Chicken` */
export function recipeWords(
  { lines, makes, options }: RecipeDraft,
  choices: readonly { readonly id: string; readonly name: string }[],
  items: ItemNames,
): string {
  const nameOf = (id: string) => items.get(id)?.name ?? id;
  const said = (each: readonly RecipeLineDraft[]) =>
    each.map(({ productId, quantity }) =>
      [quantity, items.get(productId)?.unit, nameOf(productId)].filter(Boolean).join(' '),
    );
  const changes = choices.flatMap(({ id, name }) => {
    const { add, without } = options[id] ?? { add: [], without: [] };
    const words = [...without.map((each) => t('recipeWithout', { name: nameOf(each) })), ...said(add)];
    return words.length === 0 ? [] : [`${t('recipeFor', { name })}: ${words.join(', ')}`];
  });
  const batch = makes === '' ? [] : [`${t('recipeMakes')} ${makes}`];
  return [said(lines).join(', '), ...batch, ...changes].filter(Boolean).join('; ');
}

function groupWords(groups: readonly GroupDraft[]): string {
  return groups
    .map(({ name, min, max, items }) => {
      const each = items.map(
        (item) => `${item.name} ${item.price}${item.isDefault ? ` (${t('isDefault')})` : ''}`,
      );
      return `${name} ${min}–${max}: ${each.join(', ')}`;
    })
    .join('; ');
}

function priceWords({ price, from, until, days, start, end }: TimedPrice, currency: Currency): string {
  const when = [
    from && `${t('validFrom')} ${from.slice(0, 16).replace('T', ' ')}`,
    until && `${t('validUntil')} ${until.slice(0, 16).replace('T', ' ')}`,
    days.length > 0 && days.map(dayName).join(' '),
    (start ?? end) && `${start ?? ''}–${end ?? ''}`,
  ];
  return [amountText(price, currency), ...when].filter(Boolean).join(' · ');
}

function tick(on: boolean): string {
  return on ? '✓' : '–';
}
