import { Icon } from './icon.tsx';
import { t } from './messages/t.ts';
import { numeral } from './numeral.ts';
import './keypad.css';

export type KeypadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | '.' | 'erase';

const top: readonly KeypadKey[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Large number keys. It keeps no text of its own: the caller decides what a key does to what it shows. */
export function Keypad({
  left,
  disabled = false,
  onKey,
}: {
  /** The key beside the zero: the point or two zeros for money, nothing for a PIN. */
  readonly left: '.' | '00' | null;
  readonly disabled?: boolean;
  readonly onKey: (key: KeypadKey) => void;
}) {
  const keys: readonly (KeypadKey | null)[] = [...top, left, '0', 'erase'];
  return (
    <div className="keypad" role="group" aria-label={t('keypad')}>
      {keys.map((key) =>
        key === null ? (
          <span key="none" />
        ) : (
          <button
            key={key}
            type="button"
            disabled={disabled}
            aria-label={key === 'erase' ? t('erase') : undefined}
            onClick={() => onKey(key)}
          >
            {key === 'erase' ? <Icon name="erase" size={26} /> : numeral(key)}
          </button>
        ),
      )}
    </div>
  );
}
