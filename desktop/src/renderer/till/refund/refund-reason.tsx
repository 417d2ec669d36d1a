import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';

/** Why money goes back: the usual words are one tap, any others are typed. */
export function RefundReason({
  reason,
  onReason,
}: {
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}) {
  return (
    <>
      <h3>{t('setAsideReason')}</h3>
      <div className="reasons">
        {[t('reasonNotGood'), t('reasonWrongItem'), t('reasonTooSlow'), t('reasonOvercharged')].map(
          (each) => (
            <button key={each} type="button" aria-pressed={each === reason} onClick={() => onReason(each)}>
              {each}
            </button>
          ),
        )}
      </div>
      <Field
        label={t('reasonOther')}
        value={reason}
        maxLength={500}
        onChange={(event) => onReason(event.currentTarget.value)}
      />
    </>
  );
}
