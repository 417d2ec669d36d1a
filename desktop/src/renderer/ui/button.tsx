import type { ComponentProps } from 'react';
import './button.css';

/** `money` takes money and is the one green thing on a screen; `wait` hands work on; `loss` takes something away. */
export function Button({
  tone = 'plain',
  size = 'normal',
  className = '',
  ...rest
}: ComponentProps<'button'> & {
  readonly tone?: 'plain' | 'money' | 'wait' | 'loss' | 'quiet';
  readonly size?: 'normal' | 'large' | 'huge';
}) {
  return <button type="button" {...rest} className={`button ${tone} ${size} ${className}`} />;
}
