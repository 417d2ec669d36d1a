import { type ReactNode, useContext } from 'react';
import { Keypad, type KeypadKey } from './keypad.tsx';
import './number-entry.css';
import { keypadKey, pressDigit } from './typed-amount.ts';
import { InDialog, useKey } from './use-key.ts';

export type NumberTyped = {
  readonly label: string;
  /** The caller keeps it; a key says what becomes of it, because fingers may be faster than the screen. */
  readonly typed: string;
  readonly onTyped: (next: (text: string) => string) => void;
  /** Enter: what was typed is meant. */
  readonly onEnter?: () => void;
  /** What stands there while nothing is typed. */
  readonly hint?: string | undefined;
  /** Whole notes are typed faster with two zeros than with a point. */
  readonly left?: '.' | '00';
  readonly disabled?: boolean;
};

/** A number on large keys and those of the keyboard, with what was typed so far above them. */
export function NumberEntry({
  label,
  typed,
  onTyped,
  onEnter,
  hint,
  shown,
  digits,
  left = '.',
  disabled = false,
}: NumberTyped & {
  readonly shown: ReactNode;
  /** How many there may be after the point. */
  readonly digits: number;
}) {
  const press = (key: KeypadKey) => onTyped((text) => pressDigit(text, key, digits));
  useKey((key) => {
    const padKey = disabled ? null : keypadKey(key);
    if (padKey) press(padKey);
    else if (key === 'Enter' && onEnter && !disabled) onEnter();
    else return false;
    return true;
  });
  // In a dialog it has the focus, so that Enter means what was typed and not the cross.
  const isFirst = useContext(InDialog) !== null;
  const isHint = typed === '' && hint !== undefined;
  return (
    <div className="number-entry">
      <output
        aria-label={label}
        className={isHint ? 'none' : ''}
        {...(isFirst && { tabIndex: 0, 'data-autofocus': true })}
      >
        {isHint ? hint : shown}
      </output>
      <Keypad left={left} disabled={disabled} onKey={press} />
    </div>
  );
}
