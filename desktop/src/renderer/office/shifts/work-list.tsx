import type { Branch } from '@galley/shared/domain/branch.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import type { WorkedTime } from './queries.ts';

/** Who came and went, as they said it at a till. */
export function WorkList({
  work,
  branch,
}: {
  readonly work: readonly WorkedTime[];
  readonly branch: Branch;
}) {
  const { timeZone } = branch;
  const time = (at: WorkedTime['from'], missing: string) =>
    at === null ? missing : formatTime(at, timeZone);
  return (
    <section className="work-list">
      <h2>{t('workingTime')}</h2>
      {work.length === 0 && <p className="none">{t('nobodyWorked')}</p>}
      <ul aria-label={t('workingTime')} tabIndex={0}>
        {work.map(({ id, name, day, from, to }) => (
          <li key={id}>
            <span>
              <strong>{name}</strong>
              <small>{formatDay(day, timeZone)}</small>
            </span>
            <span>
              {time(from, '?')} – {time(to, '…')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
