import type { TicketId } from '@galley/shared/values/ids.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatTime } from '../ui/format-time.ts';
import { t } from '../ui/messages/t.ts';
import { numeral } from '../ui/numeral.ts';
import type { BoardTicket } from './queries.ts';
import './recall-dialog.css';
import { placeName } from './ticket-card.tsx';

/** What was bumped last: a tap brings it back. */
export function RecallDialog({
  bumped,
  timeZone,
  onRecall,
  onClose,
}: {
  readonly bumped: readonly BoardTicket[];
  readonly timeZone: string;
  readonly onRecall: (ticketId: TicketId) => void;
  readonly onClose: () => void;
}) {
  return (
    <Dialog title={t('recallTitle')} onClose={onClose}>
      <ul className="recall-dialog">
        {bumped.map(({ ticket, table, lines, changedAt }) => (
          <li key={ticket.id}>
            <Button size="large" onClick={() => onRecall(ticket.id)}>
              <strong>{placeName(ticket, table)}</strong>
              <span>{lines.map(({ name }) => name).join(', ')}</span>
              <small>
                {ticket.station} · {numeral(ticket.orderNumber)} ·{' '}
                {formatTime(Date.parse(changedAt), timeZone)}
              </small>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
