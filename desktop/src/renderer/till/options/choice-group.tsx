import type { OptionGroup } from '@galley/shared/domain/menu.ts';
import type { ChoiceId } from '@galley/shared/values/ids.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { formatShort } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { countPicked } from './option-rules.ts';

export function ChoiceGroup({
  group,
  picked,
  currency,
  first,
  onPick,
}: {
  readonly group: OptionGroup;
  readonly picked: ReadonlySet<ChoiceId>;
  readonly currency: Currency;
  readonly first: boolean;
  readonly onPick: (choiceId: ChoiceId) => void;
}) {
  const full = group.max > 1 && countPicked(group, picked) >= group.max;
  return (
    <fieldset className="choice-group">
      <legend>
        {group.name} <small>{ruleOf(group)}</small>
      </legend>
      <div className="choices">
        {group.choices.map((choice, index) => (
          <button
            key={choice.id}
            type="button"
            aria-pressed={picked.has(choice.id)}
            disabled={full && !picked.has(choice.id)}
            onClick={() => onPick(choice.id)}
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

function ruleOf(group: OptionGroup): string {
  if (group.min === group.max) return t('chooseExactly', { count: group.min });
  if (group.min === 0) return t('chooseUpTo', { count: group.max });
  return t('chooseBetween', { min: group.min, max: group.max });
}
