import type { ComponentProps, ReactNode } from 'react';
import './chip.css';

/** A small rounded fact at the top of a screen; a button, because each opens what stands behind it. */
export function Chip({
  tone = 'plain',
  dot = false,
  className = '',
  children,
  ...rest
}: ComponentProps<'button'> & {
  readonly tone?: 'plain' | 'good' | 'wait' | 'loss';
  /** A coloured point in front, so that the state is seen before the words are read. */
  readonly dot?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <button type="button" {...rest} className={`chip ${tone} ${className}`}>
      {dot && <span className="dot" aria-hidden="true" />}
      {children}
    </button>
  );
}
