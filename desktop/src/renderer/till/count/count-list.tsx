import { useEffect, useRef } from 'react';
import { t } from '../../ui/messages/t.ts';
import { measure } from './measure.ts';
import type { Countable } from './queries.ts';

/** Nobody scrolls further; whoever wants something else searches or scans. */
const mostShown = 300;

/** What lies on the shelves, by category. What the books say is not shown: who counts is to look, not to agree. */
export function CountList({
  items,
  chosenId,
  onChoose,
}: {
  readonly items: readonly Countable[];
  readonly chosenId: string | null;
  readonly onChoose: (item: Countable) => void;
}) {
  const chosen = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);
  const shown = items.slice(0, mostShown);
  const groups = [...new Set(shown.map(({ group }) => group))];
  if (items.length === 0) return <p className="none">{t('stockCountNothing')}</p>;
  return (
    <div className="groups">
      {groups.map((group) => (
        <section key={group ?? ''} aria-label={group ?? t('ingredients')}>
          <h3>{group ?? t('ingredients')}</h3>
          <ul>
            {shown
              .filter((item) => item.group === group)
              .map((item) => (
                <li key={item.id}>
                  <button
                    ref={item.id === chosenId ? chosen : null}
                    type="button"
                    aria-pressed={item.id === chosenId}
                    className={item.noted ? 'counted' : ''}
                    onClick={() => onChoose(item)}
                  >
                    <span>{item.name}</span>
                    <strong>{item.noted ? measure(item.noted.counted, item.unit) : '–'}</strong>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
