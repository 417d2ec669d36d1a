import { Field } from '../ui/field.tsx';
import { t } from '../ui/messages/t.ts';
import './reason-choice.css';

/** Why: the usual words are one tap, and there is room for others. */
export function ReasonChoice({
  usual,
  reason,
  most = 120,
  onReason,
}: {
  readonly usual: readonly string[];
  readonly reason: string;
  /** How many letters there may be. */
  readonly most?: number;
  readonly onReason: (reason: string) => void;
}) {
  return (
    <fieldset className="reason-choice">
      <legend>{t('why')}</legend>
      <div>
        {usual.map((each) => (
          <button
            key={each}
            type="button"
            className="button plain normal"
            aria-pressed={each === reason}
            onClick={() => onReason(each)}
          >
            {each}
          </button>
        ))}
      </div>
      <Field
        label={t('reasonOther')}
        value={usual.includes(reason) ? '' : reason}
        maxLength={most}
        onChange={(event) => onReason(event.currentTarget.value)}
      />
    </fieldset>
  );
}
