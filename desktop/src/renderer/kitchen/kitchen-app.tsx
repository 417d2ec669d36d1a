import type { TicketProgress } from '@galley/shared/domain/ticket-state.ts';
import type { TicketId } from '@galley/shared/values/ids.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useRef, useState } from 'react';
import { markTicket } from '../actions/mark-ticket.ts';
import type { Till } from '../actions/till.ts';
import { Chip } from '../ui/chip.tsx';
import { formatTime } from '../ui/format-time.ts';
import { Icon } from '../ui/icon.tsx';
import { t } from '../ui/messages/t.ts';
import { numeral } from '../ui/numeral.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useNow } from '../ui/use-now.ts';
import './kitchen-app.css';
import { type BoardColumn, type BoardTicket, readBoard } from './queries.ts';
import { RecallDialog } from './recall-dialog.tsx';
import { allowSound } from '../ui/sound.ts';
import { TicketCard } from './ticket-card.tsx';
import { useArrivals } from './use-arrivals.ts';

const minuteMs = 60_000;
const all = 'all';
const stationKey = 'galley.kitchen.station';

/** What each station has to make, oldest first, readable from across the pass; touched, or worked with a bump bar. */
export function KitchenApp({ till }: { readonly till: Till }) {
  const now = useNow();
  const minute = Math.floor(now / minuteMs) * minuteMs;
  const board = useLiveQuery(() => readBoard(till.db, minute), [till, minute]);
  const [station, setStation] = useState(localStorage.getItem(stationKey) ?? all);
  const [recalling, setRecalling] = useState(false);
  const [sound, setSound] = useState(false);
  useArrivals(board);
  const columns = board?.columns.filter(({ station: { id } }) => station === all || id === station) ?? [];
  const inOrder = columns.flatMap(({ tickets }) => tickets);

  function mark(ticketId: TicketId, progress: TicketProgress): void {
    // A ticket that is gone meanwhile is refused, and gone from the screen as well.
    void markTicket(till, { ticketId, progress, staffId: null });
  }

  function done({ ticket, isNotice }: BoardTicket): void {
    mark(ticket.id, isNotice ? 'served' : 'ready');
  }

  useBumpBar((key) => {
    if (key === 'r' || key === 'R') setRecalling(true);
    const bumped = inOrder[Number(key) - 1];
    if (bumped) done(bumped);
  });

  if (!board) return <p className="kitchen-empty">{t('officeFetching')}</p>;
  const { branch } = board;
  return (
    <div className="kitchen-app">
      <header>
        <strong>{board.screen}</strong>
        <Segmented
          label={t('stations')}
          value={station}
          options={[
            { value: all, label: t('allStations') },
            ...board.columns.map(({ station: { id, name } }) => ({ value: String(id), label: name })),
          ]}
          onChange={(chosen) => {
            localStorage.setItem(stationKey, chosen);
            setStation(chosen);
          }}
        />
        <Chip disabled={board.bumped.length === 0} onClick={() => setRecalling(true)}>
          <Icon name="back" size={18} />
          {t('recall')}
        </Chip>
        <Chip
          aria-pressed={sound}
          tone={sound ? 'plain' : 'wait'}
          onClick={() => void allowSound().then(() => setSound(true))}
        >
          {t(sound ? 'soundOn' : 'soundOff')}
        </Chip>
        {board.silentSince !== null && (
          <p className="silent" role="alert">
            {t('notReceiving', { time: formatTime(board.silentSince, branch.timeZone) })}
          </p>
        )}
        {board.waiting > 0 && <small className="waiting">{t('bumpsWait', { count: board.waiting })}</small>}
        <time>{formatTime(now, branch.timeZone)}</time>
      </header>
      <div className="columns">
        {columns.map((column) => (
          <Column
            key={column.station.id}
            column={column}
            placeOf={(shown) => {
              const place = inOrder.indexOf(shown) + 1;
              return place <= 9 ? place : null;
            }}
            now={now}
            timeZone={branch.timeZone}
            onStart={({ ticket }) => mark(ticket.id, 'preparing')}
            onDone={done}
          />
        ))}
      </div>
      {recalling && (
        <RecallDialog
          bumped={board.bumped}
          timeZone={branch.timeZone}
          onRecall={(ticketId) => {
            mark(ticketId, 'preparing');
            setRecalling(false);
          }}
          onClose={() => setRecalling(false)}
        />
      )}
    </div>
  );
}

function Column({
  column: { station, tickets, counts },
  placeOf,
  now,
  timeZone,
  onStart,
  onDone,
}: {
  readonly column: BoardColumn;
  readonly placeOf: (shown: BoardTicket) => number | null;
  readonly now: number;
  readonly timeZone: string;
  readonly onStart: (shown: BoardTicket) => void;
  readonly onDone: (shown: BoardTicket) => void;
}) {
  return (
    <section aria-label={station.name}>
      <header>
        <h2>
          {station.name} <span>{numeral(String(tickets.length))}</span>
        </h2>
        {counts.length > 0 && (
          <ul className="counts" aria-label={t('allDay')}>
            {counts.map(({ name, count }) => (
              <li key={name}>
                <b>{numeral(count)}</b> {name}
              </li>
            ))}
          </ul>
        )}
      </header>
      {tickets.length === 0 ? (
        <p className="none">{t('noTickets')}</p>
      ) : (
        <ul className="tickets" aria-label={t('tickets')}>
          {tickets.map((shown) => (
            <li key={shown.ticket.id}>
              <TicketCard
                shown={shown}
                place={placeOf(shown)}
                now={now}
                timeZone={timeZone}
                onStart={() => onStart(shown)}
                onDone={() => onDone(shown)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Bump bars and keyboards are one: a digit bumps the ticket that shows it. */
function useBumpBar(onKey: (key: string) => void): void {
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[role="dialog"]')) return;
      latest.current(event.key);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
