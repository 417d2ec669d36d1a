import { useLiveQuery } from 'dexie-react-hooks';
import { Icon } from '../../ui/icon.tsx';
import { useSession } from '../till-context.ts';
import { readWarnings } from './queries.ts';
import './warning-bar.css';
import { warningWords } from './warning-words.ts';

/** A wrong clock and a full disk stay in sight until somebody puts them right; they never stand in the way [S18]. */
export function WarningBar() {
  const { till } = useSession();
  const warnings = useLiveQuery(() => readWarnings(till.db), [till]);
  const [words] = warnings ? warningWords({ ...warnings, mayBeDeleted: false, weakStore: false }) : [];
  if (words === undefined) return null;
  return (
    <p className="warning-bar" role="status">
      <Icon name="warning" size={18} />
      {words}
    </p>
  );
}
