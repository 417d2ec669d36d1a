import type { Ticket } from '@galley/shared/domain/ticket.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import { Button } from '../ui/button.tsx';
import { formatTime } from '../ui/format-time.ts';
import { type MessageKey, t } from '../ui/messages/t.ts';
import { numeral } from '../ui/numeral.ts';
import type { BoardTicket } from './queries.ts';
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

/** What a cook reads from across the pass: where it goes, how long it waits, what it is, and one large button. */
export function TicketCard({
  shown: { ticket, table, isNotice, progress, lines },
  place,
  now,
  timeZone,
  onStart,
  onDone,
}: {
  readonly shown: BoardTicket;
  /** Its key on the keyboard or bump bar; null: beyond them. */
  readonly place: number | null;
  readonly now: number;
  readonly timeZone: string;
  readonly onStart: () => void;
  readonly onDone: () => void;
}) {
  const minutes = Math.max(0, Math.floor((now - Date.parse(ticket.at)) / minuteMs));
  const age = minutes >= lateMinutes ? 'late' : minutes >= slowMinutes ? 'slow' : 'fresh';
  return (
    <article className={`ticket-card ${isNotice ? ticket.kind : age} ${progress}`}>
      <header>
        <strong>{placeName(ticket, table)}</strong>
        <span>{t('minutes', { count: minutes })}</span>
      </header>
      {ticket.web && (
        <p className="web-head">
          <strong>{ticket.web.name}</strong>
          <span>
            {t('fromTheWeb')} ·{' '}
            {ticket.web.wantedAt === null
              ? t('onlineSoon')
              : t('wantedFor', { time: formatTime(ticket.web.wantedAt, timeZone) })}
          </span>
        </p>
      )}
      <Head ticket={ticket} />
      <ul>
        {lines.map((line) => (
          <li key={line.lineId} className={`${line.isVoid ? 'struck' : ''} ${line.held ? 'held' : ''}`}>
            <b>{numeral(formatQuantity(line.quantity))}</b>
            <span>
              {line.name}
              {line.held && <small className="hold">{t('holdCourse', { course: line.course ?? 2 })}</small>}
              {line.isVoid && <small className="gone">{t('lineCancelled')}</small>}
              {line.options.map((option) => (
                <small key={option}>{option}</small>
              ))}
              {line.seat !== undefined && <small>{t('seatNumber', { seat: line.seat })}</small>}
              {line.note !== '' && <em>{line.note}</em>}
            </span>
          </li>
        ))}
      </ul>
      <footer>
        <small>
          {numeral(ticket.orderNumber)} · {ticket.by} · {formatTime(ticket.at, timeZone)}
          {ticket.parts > 1 && <> · {t('partOf', { part: ticket.part, parts: ticket.parts })}</>}
        </small>
        <div className="ways">
          {!isNotice && progress === 'new' && <Button onClick={onStart}>{t('ticketStart')}</Button>}
          {progress === 'preparing' && <span className="preparing">{t('ticketPreparing')}</span>}
          <Button tone={isNotice ? 'loss' : 'money'} size="large" onClick={onDone}>
            {isNotice ? t('ticketSeen') : t('ticketDone')}
            {place !== null && <kbd>{numeral(String(place))}</kbd>}
          </Button>
        </div>
      </footer>
    </article>
  );
}

export function placeName(ticket: Ticket, table: string | null): string {
  return table === null ? t(types[ticket.orderType]) : t('tableName', { name: numeral(table) });
}

function Head({ ticket }: { readonly ticket: Ticket }) {
  switch (ticket.kind) {
    case 'fire':
      return null;
    case 'void':
      return <p className="notice-head">{t('cancelNotice', { reason: ticket.reason })}</p>;
    case 'course':
      return <p className="course-head">{t('fireCourse', { course: ticket.course ?? 1 })}</p>;
    case 'change':
      return <p className="notice-head">{t('changeNotice')}</p>;
    case 'move':
      return (
        <p className="notice-head">
          {t('movedNotice', { from: numeral(ticket.from?.table ?? ticket.from?.orderNumber ?? '') })}
        </p>
      );
  }
}
