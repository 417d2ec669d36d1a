import { businessDayOf, instant } from '@galley/shared/values/time.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { currentShift } from '../../actions/open-shift.ts';
import { readMeta } from '../../db/database.ts';
import { useNow } from '../../ui/use-now.ts';
import { useSession } from '../till-context.ts';

/** The shift began on another business day: somebody forgot to close it, and what is sold counts for that day. */
export function useShiftIsOld(): boolean {
  const { till, branch } = useSession();
  const now = useNow();
  const day = useLiveQuery(async () => {
    const identity = await readMeta(till.db, 'identity');
    return identity && (await currentShift(till.db, identity.till.id))?.businessDay;
  }, [till]);
  return day !== undefined && day !== businessDayOf(instant(now), branch.timeZone);
}
