import type { OptionGroup, Product } from '@galley/shared/domain/menu.ts';
import type { ChoiceId } from '@galley/shared/values/ids.ts';

/** A tap on a choice: where only one may be picked it takes the other's place, else it goes on or off up to the limit. */
export function toggleChoice(
  group: OptionGroup,
  picked: ReadonlySet<ChoiceId>,
  choiceId: ChoiceId,
): ReadonlySet<ChoiceId> {
  const next = new Set(picked);
  if (next.has(choiceId)) {
    const required = group.min === 1 && group.max === 1;
    if (!required) next.delete(choiceId);
    return next;
  }
  if (group.max === 1) group.choices.forEach((each) => next.delete(each.id));
  if (countPicked(group, next) < group.max) next.add(choiceId);
  return next;
}

export function countPicked(group: OptionGroup, picked: ReadonlySet<ChoiceId>): number {
  return group.choices.filter((choice) => picked.has(choice.id)).length;
}

/** The groups that still need a choice. */
export function missingGroups(product: Product, picked: ReadonlySet<ChoiceId>): OptionGroup[] {
  return product.options.filter((group) => countPicked(group, picked) < group.min);
}

/** A tap cannot add such a product by itself: something has to be chosen first. */
export function needsChoice(product: Product): boolean {
  return product.options.some((group) => group.min > 0);
}

/** Only required single choices: the tap that makes the last of them is the tap that adds the product. */
export function isAnsweredByTaps(product: Product): boolean {
  return product.options.every((group) => group.min === 1 && group.max === 1);
}
