import type { Product } from '@galley/shared/domain/menu.ts';
import type { Question } from './questions.ts';

/** A tap on an answer: where only one may be picked it takes the other's place, else it goes on or off up to the limit. */
export function toggleAnswer(
  question: Question,
  picked: ReadonlySet<string>,
  key: string,
): ReadonlySet<string> {
  const next = new Set(picked);
  if (next.has(key)) {
    const required = question.min === 1 && question.max === 1;
    if (!required) next.delete(key);
    return next;
  }
  if (question.max === 1) question.answers.forEach((each) => next.delete(each.key));
  if (countPicked(question, next) < question.max) next.add(key);
  return next;
}

export function countPicked(question: Question, picked: ReadonlySet<string>): number {
  return question.answers.filter(({ key }) => picked.has(key)).length;
}

/** The questions that still need an answer. */
export function openQuestions(questions: readonly Question[], picked: ReadonlySet<string>): Question[] {
  return questions.filter((question) => countPicked(question, picked) < question.min);
}

/** What is picked before anybody has tapped, never more than may be. */
export function defaultsOf(questions: readonly Question[]): ReadonlySet<string> {
  return new Set(
    questions.flatMap(({ answers, max }) =>
      answers
        .filter(({ isDefault }) => isDefault)
        .slice(0, max)
        .map(({ key }) => key),
    ),
  );
}

/** A tap cannot add such a product by itself: something has to be chosen, weighed or priced first. */
export function needsAnswer(product: Product): boolean {
  if (product.unit !== undefined || product.openPrice || product.combo) return true;
  return product.options.some(
    (group) => group.choices.filter((choice) => choice.isDefault).length < group.min,
  );
}

/** Only single required choices: the tap that makes the last of them is the tap that adds the product. */
export function isAnsweredByTaps(product: Product): boolean {
  if (product.unit !== undefined || product.openPrice || product.combo) return false;
  return product.options.every((group) => group.min === 1 && group.max === 1);
}
