import { type ComponentProps, useId } from 'react';
import './field.css';

/** A text field with its label above and, when something is wrong, the words for it below. */
export function Field({
  label,
  hint,
  error,
  ...rest
}: ComponentProps<'input'> & {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
}) {
  const id = useId();
  const words = error ?? hint;
  return (
    <div className={`field ${error ? 'wrong' : ''}`}>
      <label htmlFor={id}>{label}</label>
      <input
        autoComplete="off"
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={words ? `${id}-words` : undefined}
      />
      {words && <p id={`${id}-words`}>{words}</p>}
    </div>
  );
}
