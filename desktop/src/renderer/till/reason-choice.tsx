import { Field } from '../ui/field.tsx';
import { t } from '../ui/messages/t.ts';
import { OneOf } from '../ui/one-of.tsx';
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
    <div className="reason-choice">
      <OneOf
        legend={t('why')}
        value={reason}
        options={usual.map((each) => ({ value: each, label: each }))}
        onChange={onReason}
      />
      <Field
        label={t('reasonOther')}
        value={usual.includes(reason) ? '' : reason}
        maxLength={most}
        onChange={(event) => onReason(event.currentTarget.value)}
      />
    </div>
  );
}
