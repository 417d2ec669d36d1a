import type { Currency } from '@galley/shared/values/money.ts';
import { formatShort } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { countPicked } from './option-rules.ts';
import type { Question } from './questions.ts';

export function ChoiceGroup({
  question,
  picked,
  currency,
  first,
  onPick,
}: {
  readonly question: Question;
  readonly picked: ReadonlySet<string>;
  readonly currency: Currency;
  readonly first: boolean;
  readonly onPick: (key: string) => void;
}) {
  const full = question.max > 1 && countPicked(question, picked) >= question.max;
  return (
    <fieldset className="choice-group" data-question={question.key}>
      <legend>
        {question.of === null ? question.name : `${question.of}: ${question.name}`}{' '}
        <small>{ruleOf(question)}</small>
      </legend>
      <div className="choices">
        {question.answers.map((choice, index) => (
          <button
            key={choice.key}
            type="button"
            aria-pressed={picked.has(choice.key)}
            disabled={full && !picked.has(choice.key)}
            onClick={() => onPick(choice.key)}
            {...(first && index === 0 ? { 'data-autofocus': true } : {})}
          >
            <span>{choice.name}</span>
            {choice.price !== 0 && (
              <small>
                {choice.price > 0 ? '+' : ''}
                {formatShort(choice.price, currency, true)}
              </small>
            )}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function ruleOf(group: Question): string {
  if (group.min === group.max) return t('chooseExactly', { count: group.min });
  if (group.min === 0) return t('chooseUpTo', { count: group.max });
  return t('chooseBetween', { min: group.min, max: group.max });
}
