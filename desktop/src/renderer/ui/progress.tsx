import { useId } from 'react';
import './progress.css';

/** How far something long has come: in words, and as a bar. */
export function Progress({
  label,
  words,
  value,
  max,
}: {
  readonly label: string;
  readonly words: string;
  readonly value: number;
  readonly max: number;
}) {
  const id = useId();
  return (
    <div className="progress">
      <label htmlFor={id}>{label}</label>
      <span>{words}</span>
      <progress id={id} value={value} max={max} />
    </div>
  );
}
