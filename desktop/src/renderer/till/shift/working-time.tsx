import { useLiveQuery } from 'dexie-react-hooks';
import { punchClock } from '../../actions/punch-clock.ts';
import { Button } from '../../ui/button.tsx';
import { formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { readAtWork } from './queries.ts';

/** Who is at work; whoever is signed in comes and goes with one tap. */
export function WorkingTime() {
  const { till, staff, branch } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const atWork = useLiveQuery(() => readAtWork(till), [till]) ?? [];
  const isHere = atWork.some(({ staffId }) => staffId === staff.id);
  const kind = isHere ? 'out' : 'in';
  return (
    <section aria-label={t('workingTime')}>
      <h3>{t('workingTime')}</h3>
      <ul className="movement-list">
        {atWork.map((punch) => (
          <li key={punch.id}>
            <strong>{punch.staffName}</strong>
            <span>{t('atWorkSince', { time: formatTime(punch.punchedAt, branch.timeZone) })}</span>
          </li>
        ))}
      </ul>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      <Button
        size="large"
        disabled={busy}
        onClick={() => attempt(punchClock(till, { staffId: staff.id, kind }))}
      >
        {t(isHere ? 'clockOut' : 'clockIn', { name: staff.name })}
      </Button>
    </section>
  );
}
