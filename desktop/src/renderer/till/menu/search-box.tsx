import type { RefObject } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import './search-box.css';

export function SearchBox({
  field,
  value,
  onChange,
  onEnter,
}: {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Takes the first that was found. */
  readonly onEnter: () => void;
}) {
  return (
    <div className="search-box">
      <Icon name="search" size={20} />
      <input
        ref={field}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={t('search')}
        placeholder={t('searchHint')}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter();
          if (event.key !== 'Escape') return;
          onChange('');
          event.currentTarget.blur();
        }}
      />
      {value === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <button type="button" aria-label={t('clearSearch')} onClick={() => onChange('')}>
          <Icon name="cross" size={18} />
        </button>
      )}
    </div>
  );
}
