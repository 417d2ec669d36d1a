import { useLiveQuery } from 'dexie-react-hooks';
import { takeOnlineOrder } from '../../actions/take-online-order.ts';
import { readMeta } from '../../db/database.ts';
import { bridge } from '../../host/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import '../status/warning-bar.css';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { readTillNames, readUnprinted } from './queries.ts';

/** A paid order that is on no paper: in sight at every till until it is, or somebody in the kitchen has it [P7]. */
export function PaperAlarm({ onShow }: { readonly onShow: () => void }) {
  const { till } = useSession();
  const { attempt, busy } = useAttempt();
  const tick = Math.floor(useNow() / 5_000);
  const unprinted = useLiveQuery(() => readUnprinted(till.db, till.now()), [till, tick]) ?? [];
  const names = useLiveQuery(() => readTillNames(till.db), [till]);
  const agent = useLiveQuery(async () => (await readMeta(till.db, 'agent')) ?? null, [till]);
  const own = useLiveQuery(async () => (await readMeta(till.db, 'identity'))?.till.id, [till]);
  const [first] = unprinted;
  if (!first || till.db.training) return null;
  const owes = first.taken && names?.get(first.taken.tillId);
  // Its ticket waits at this till already: what holds it up is said beside its printer.
  const isOurs = first.taken !== undefined && first.taken.tillId === own;
  return (
    <div className="warning-bar alarm" role="alert">
      <Icon name="warning" size={18} />
      {owes && !isOurs
        ? t('onlineUnprintedAt', { number: numeral(first.number), till: owes })
        : t(isOurs ? 'onlineUnprintedHere' : 'onlineUnprinted', { number: numeral(first.number) })}
      {!isOurs && (agent || bridge() !== null) && (
        <Button
          disabled={busy}
          onClick={() =>
            attempt(takeOnlineOrder(till, { orderId: first.id, over: first.taken !== undefined }))
          }
        >
          {t('onlinePrintHere')}
        </Button>
      )}
      <Button onClick={onShow}>{t('showThem')}</Button>
    </div>
  );
}
