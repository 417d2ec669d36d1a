import { Icon } from './icon.tsx';
import { t } from './messages/t.ts';
import { numeral } from './numeral.ts';
import './stepper.css';

/** A number between two large buttons. */
export function Stepper({
  label,
  value,
  min,
  max = Number.MAX_SAFE_INTEGER,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max?: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <div className="stepper" role="group" aria-label={label}>
      <button
        type="button"
        aria-label={t('less')}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
      >
        <Icon name="minus" />
      </button>
      <output>{numeral(String(value))}</output>
      <button
        type="button"
        aria-label={t('more')}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        <Icon name="plus" />
      </button>
    </div>
  );
}
