import './one-of.css';

/** One of a few words, all of them in sight; `legend` says what they are about. */
export function OneOf<T extends string>({
  legend,
  value,
  options,
  onChange,
}: {
  readonly legend: string;
  /** Null, or what is none of them: something else was chosen. */
  readonly value: T | null;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}) {
  return (
    <fieldset className="one-of">
      <legend>{legend}</legend>
      <div>
        {options.map((each) => (
          <button
            key={each.value}
            type="button"
            className="button plain normal"
            aria-pressed={each.value === value}
            onClick={() => onChange(each.value)}
          >
            {each.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
