import type { DamagedRow } from '../../db/rows.ts';
import { t } from '../../ui/messages/t.ts';
import { HeldEntryCard } from './held-entry.tsx';
import './held-entries.css';
import type { HeldEntry } from './queries.ts';

/** Entries that somebody has to look at, each with what is wrong, what will happen, and what can be done [S14]. */
export function HeldEntries({
  entries,
  damaged,
}: {
  readonly entries: readonly HeldEntry[];
  readonly damaged: readonly DamagedRow[];
}) {
  if (entries.length + damaged.length === 0) return null;
  return (
    <section className="held-entries">
      <h3>{t('heldBack')}</h3>
      <ul aria-label={t('heldBack')}>
        {entries.map((entry) => (
          <li key={entry.row.id} className={entry.row.verdict === 'flagged' ? 'flagged' : 'stopped'}>
            <HeldEntryCard entry={entry} />
          </li>
        ))}
        {damaged.map((row) => (
          <li key={row.id} className="stopped">
            <strong>{t('damagedRow', { table: row.table })}</strong> <span>{row.cause}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
