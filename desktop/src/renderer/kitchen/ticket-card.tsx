import type { Ticket } from '@galley/shared/domain/ticket.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import { formatTime } from '../ui/format-time.ts';
import { type MessageKey, t } from '../ui/messages/t.ts';
import { numeral } from '../ui/numeral.ts';
import './ticket-card.css';

const minuteMs = 60_000;
/** From here on a ticket turns saffron, then red. */
const slowMinutes = 10;
const lateMinutes = 20;
const types = {
  dineIn: 'dineIn',
  takeaway: 'takeaway',
  delivery: 'delivery',
} as const satisfies Record<Ticket['orderType'], MessageKey>;

export function TicketCard({
  ticket,
  now,
  timeZone,
}: {
  readonly ticket: Ticket;
  readonly now: number;
  readonly timeZone: string;
}) {
  const minutes = Math.max(0, Math.floor((now - Date.parse(ticket.at)) / minuteMs));
  const age = minutes >= lateMinutes ? 'late' : minutes >= slowMinutes ? 'slow' : 'fresh';
  const place =
    ticket.table === null ? t(types[ticket.orderType]) : t('tableName', { name: numeral(ticket.table) });
  return (
    <article className={`ticket-card ${ticket.kind === 'void' ? 'void' : age}`}>
      <header>
        <strong>{place}</strong>
        <span>{t('minutes', { count: minutes })}</span>
      </header>
      {ticket.kind === 'void' && <p className="cancel">{t('cancelNotice', { reason: ticket.reason })}</p>}
      <ul>
        {ticket.lines.map((line) => (
          <li key={line.lineId}>
            <b>{numeral(formatQuantity(line.quantity))}</b>
            <span>
              {line.name}
              {line.options.map((option) => (
                <small key={option}>{option}</small>
              ))}
              {line.note !== '' && <em>{line.note}</em>}
            </span>
          </li>
        ))}
      </ul>
      <footer>
        {numeral(ticket.orderNumber)} · {ticket.station} · {ticket.by} · {formatTime(ticket.at, timeZone)}
        {ticket.parts > 1 && <> · {t('partOf', { part: ticket.part, parts: ticket.parts })}</>}
      </footer>
    </article>
  );
}
