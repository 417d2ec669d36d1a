import { type Product, type Unit } from '@galley/shared/domain/menu.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import {
  type Currency,
  exponentOf,
  formatAmount,
  type Money,
  noMoney,
  parseMoney,
} from '@galley/shared/values/money.ts';
import { formatQuantity, parseQuantity } from '@galley/shared/values/quantity.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { t } from '../../ui/messages/t.ts';
import { type RecipeDraft, recipeFromDraft, recipeToDraft } from './recipe-draft.ts';
import { productSchema } from '@galley/shared/domain/menu.ts';

/** A product while somebody edits it: amounts are text until they are saved. */
export type ProductDraft = Omit<
  Product,
  'price' | 'options' | 'combo' | 'unit' | 'sku' | 'barcode' | 'glyph' | 'lowAt' | 'recipe'
> & {
  readonly price: string;
  readonly sku: string;
  readonly barcode: string;
  readonly glyph: string;
  readonly unit: Unit | '';
  readonly options: readonly GroupDraft[];
  readonly combo: readonly GroupDraft[];
  /** Empty: nobody asked to be told. */
  readonly lowAt: string;
  readonly recipe: RecipeDraft;
};
export type GroupDraft = {
  readonly key: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly items: readonly ItemDraft[];
};
/** A choice of a group by its name, or a part of a set by its product's id. */
export type ItemDraft = {
  readonly id: string;
  readonly name: string;
  readonly price: string;
  readonly isDefault: boolean;
};

export function newItem(): ItemDraft {
  return { id: uuidv7(), name: '', price: '0', isDefault: false };
}

export function newGroup(): GroupDraft {
  return { key: uuidv7(), name: '', min: 1, max: 1, items: [newItem()] };
}

export function newProduct(categoryId: Product['categoryId'], taxIds: Product['taxIds']): Product {
  const made = {
    id: newId<Product['id']>(() => uuidv7()),
    name: '',
    sku: null,
    barcode: null,
    categoryId,
    taxIds,
  };
  return { ...made, price: noMoney, stationId: null, options: [], glyph: null, stocked: false, active: true };
}

export function toDraft(product: Product, currency: Currency): ProductDraft {
  const { combo, unit, options, lowAt, recipe, ...rest } = product;
  return {
    ...rest,
    price: amountText(product.price, currency),
    sku: product.sku ?? '',
    barcode: product.barcode ?? '',
    glyph: product.glyph ?? '',
    unit: unit ?? '',
    lowAt: lowAt === undefined ? '' : formatQuantity(lowAt),
    recipe: recipeToDraft(recipe),
    options: options.map((group) => ({
      ...group,
      key: uuidv7(),
      items: group.choices.map((choice) => ({
        id: choice.id,
        name: choice.name,
        price: amountText(choice.price, currency),
        isDefault: choice.isDefault === true,
      })),
    })),
    combo: (combo ?? []).map((course) => ({
      ...course,
      key: uuidv7(),
      items: course.parts.map((part) => ({
        id: part.productId,
        name: '',
        price: amountText(part.price, currency),
        isDefault: false,
      })),
    })),
  };
}

/** The product as it is to be saved, or what is not yet right, in words. */
export function fromDraft(draft: ProductDraft, currency: Currency): Result<Product> {
  const amounts = [
    draft.price,
    ...[...draft.options, ...draft.combo].flatMap(({ items }) => items.map(({ price }) => price)),
  ];
  for (const text of amounts) {
    const amount = parseMoney(text, currency);
    if (!amount.ok) return amount;
  }
  const { unit, options, combo, tare, openPrice, prices, photo, lowAt, recipe, ...rest } = draft;
  const low = lowAt.trim() === '' ? undefined : parseQuantity(lowAt);
  if (low === null || (low !== undefined && low < 0)) return refuse('badLowAt', t('stockIncomplete'));
  const madeOf = recipeFromDraft(recipe, options);
  if (!madeOf.ok) return madeOf;
  const made: unknown = {
    ...rest,
    name: draft.name.trim(),
    price: moneyOf(draft.price, currency),
    sku: draft.sku.trim() || null,
    barcode: draft.barcode.trim() || null,
    glyph: draft.glyph.trim() || null,
    options: options.map(({ name, min, max, items }) => ({
      name: name.trim(),
      min,
      max,
      choices: items.map((item) => ({
        id: item.id,
        name: item.name.trim(),
        price: moneyOf(item.price, currency),
        ...(item.isDefault && { isDefault: true }),
      })),
    })),
    ...(unit && { unit }),
    ...(unit && tare !== undefined && { tare }),
    ...(openPrice && { openPrice }),
    ...(combo.length > 0 && {
      combo: combo.map(({ name, min, max, items }) => ({
        name: name.trim(),
        min,
        max,
        parts: items.map((item) => ({ productId: item.id, price: moneyOf(item.price, currency) })),
      })),
    }),
    ...(prices?.length && { prices }),
    ...(photo && { photo }),
    ...(madeOf.value && { recipe: madeOf.value }),
    ...(low !== undefined && { lowAt: low }),
  };
  return ok(productSchema.parse(made));
}

/** Whether there is something that only its writer can mend. */
export function isIncomplete(draft: ProductDraft): boolean {
  const groups = [...draft.options, ...draft.combo];
  return (
    draft.name.trim() === '' ||
    groups.some(
      ({ name, items, min, max }) => name.trim() === '' || items.length === 0 || max < 1 || min > max,
    ) ||
    draft.options.some(({ items }) => items.some(({ name }) => name.trim() === '')) ||
    draft.combo.some(({ items }) => items.some(({ id }) => id === ''))
  );
}

export function amountText(amount: Money, currency: Currency): string {
  return formatAmount(amount, currency)
    .replaceAll(',', '')
    .replace(exponentOf(currency) > 0 ? /\.0+$/ : '', '');
}

function moneyOf(text: string, currency: Currency): Money {
  const amount = parseMoney(text, currency);
  return amount.ok ? amount.value : noMoney;
}
