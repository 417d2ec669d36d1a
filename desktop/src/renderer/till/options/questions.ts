import type { OptionGroup, Product } from '@galley/shared/domain/menu.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import type { Money } from '@galley/shared/values/money.ts';
import type { LineWish } from '../../actions/add-line.ts';

/** What a person is asked about a product: one of its option groups, a course of a combo, or an option of a part. */
export type Question = {
  readonly key: string;
  readonly name: string;
  /** The part of a combo that it is about. */
  readonly of: string | null;
  readonly min: number;
  readonly max: number;
  readonly answers: readonly Answer[];
};
export type Answer = {
  /** Names the answer among all of one dialog: the same part may be offered in two courses. */
  readonly key: string;
  readonly name: string;
  readonly price: Money;
  readonly isDefault: boolean;
};
export type Parts = ReadonlyMap<ProductId, Product>;

/** Everything there is to ask, in its order; the options of a combo's part follow where that part is picked. */
export function questionsOf(product: Product, parts: Parts, picked: ReadonlySet<string>): Question[] {
  const own = product.options.map((group) => questionOf(group, '', null));
  const courses = coursesOf(product, parts).flatMap(({ course, offered }): Question[] => [
    {
      key: `course ${course.name}`,
      name: course.name,
      of: null,
      min: course.min,
      max: course.max,
      answers: offered.map(({ key, part, price }) => ({
        key,
        name: part.name,
        price,
        // Where there is nothing to choose from, nobody has to tap.
        isDefault: offered.length === 1 && course.min > 0,
      })),
    },
    ...offered
      .filter(({ key }) => picked.has(key))
      .flatMap(({ key, part }) => part.options.map((group) => questionOf(group, `${key} `, part.name))),
  ]);
  return [...own, ...courses];
}

/** What the picked answers come to, as the action takes it. */
export function wishOf(
  product: Product,
  parts: Parts,
  picked: ReadonlySet<string>,
): Pick<LineWish, 'choiceIds' | 'parts'> {
  const choicesOf = (of: Product, prefix: string) =>
    of.options.flatMap((group) =>
      group.choices.filter(({ id }) => picked.has(prefix + id)).map(({ id }) => id),
    );
  const choiceIds = choicesOf(product, '');
  if (!product.combo) return { choiceIds };
  const wanted = coursesOf(product, parts).flatMap(({ group, offered }) =>
    offered
      .filter(({ key }) => picked.has(key))
      .map(({ key, part }) => ({ group, productId: part.id, choiceIds: choicesOf(part, `${key} `) })),
  );
  return { choiceIds, parts: wanted };
}

function coursesOf(product: Product, parts: Parts) {
  return (product.combo ?? []).map((course, group) => ({
    course,
    group,
    offered: course.parts.flatMap(({ productId, price }) => {
      const part = parts.get(productId);
      return part?.active ? [{ key: `${group} ${productId}`, part, price }] : [];
    }),
  }));
}

function questionOf(group: OptionGroup, prefix: string, of: string | null): Question {
  const { name, min, max, choices } = group;
  const answers = choices.map((choice): Answer => ({
    key: prefix + choice.id,
    name: choice.name,
    price: choice.price,
    isDefault: choice.isDefault === true,
  }));
  return { key: `${prefix}${name}`, name, of, min, max, answers };
}
