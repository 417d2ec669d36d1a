import { useId } from 'react';

/** One of a list, or none where `none` says what that means. */
export function Choice<T extends string>({
  label,
  value,
  options,
  none,
  onChange,
}: {
  readonly label: string;
  readonly value: T | null;
  readonly options: readonly { readonly id: T; readonly name: string }[];
  readonly none?: string;
  readonly onChange: (value: T | null) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        onChange={(event) =>
          onChange(options.find((option) => option.id === event.currentTarget.value)?.id ?? null)
        }
      >
        {(none !== undefined || value === null) && <option value="">{none ?? ''}</option>}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}
