import { useLiveQuery } from 'dexie-react-hooks';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import { useSession } from '../till-context.ts';
import { readUnheardTickets } from './queries.ts';
import './warning-bar.css';

/** The kitchen may not know: in sight of whoever sells until there is paper, or a person has seen to it [P7]. */
export function KitchenAlarm({ onOpen }: { readonly onOpen: () => void }) {
  const { till } = useSession();
  const minute = Math.floor(useNow() / 15_000);
  const tickets = useLiveQuery(() => readUnheardTickets(till.db, till.now()), [till, minute]) ?? [];
  const [first] = tickets;
  if (!first) return null;
  return (
    <div className="warning-bar alarm" role="alert">
      <Icon name="warning" size={18} />
      {t('kitchenMayNotKnow', {
        orders: [...new Set(tickets.map((ticket) => numeral(ticket.orderNumber)))].join(', '),
        station: first.station,
      })}
      <Button onClick={onOpen}>{t('printers')}</Button>
    </div>
  );
}
