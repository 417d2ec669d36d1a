import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { useSession } from '../till-context.ts';

/** The reasons that the branch lets people choose from, and room for another. */
export function ReasonChoice({
  comp,
  reason,
  onReason,
}: {
  readonly comp: boolean;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}) {
  const { branch } = useSession();
  const usual = comp
    ? [t('compStaffMeal'), t('compApology'), t('compTasting'), t('compOwner')]
    : [t('discountRegular'), t('discountStaff'), t('discountOffer'), t('discountComplaint')];
  const reasons = (comp ? branch.compReasons : branch.discountReasons) ?? usual;
  return (
    <fieldset className="reason-choice">
      <legend>{t('why')}</legend>
      <div>
        {reasons.map((each) => (
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
        value={reasons.includes(reason) ? '' : reason}
        maxLength={120}
        onChange={(event) => onReason(event.currentTarget.value)}
      />
    </fieldset>
  );
}
