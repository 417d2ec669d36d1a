import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { GalleyDatabase } from '../db/database.ts';
import { formatTime } from '../ui/format-time.ts';
import { t } from '../ui/messages/t.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useNow } from '../ui/use-now.ts';
import './kitchen-app.css';
import { readBoard } from './queries.ts';
import { TicketCard } from './ticket-card.tsx';

const minuteMs = 60_000;
const all = 'all';

/** What each station has to make, oldest first, readable from across the pass. */
export function KitchenApp({ db }: { readonly db: GalleyDatabase }) {
  const now = useNow();
  const minute = Math.floor(now / minuteMs) * minuteMs;
  const board = useLiveQuery(() => readBoard(db, minute), [db, minute]);
  const [station, setStation] = useState<string>(all);
  if (!board) return <p className="kitchen-empty">{t('officeFetching')}</p>;
  const { branch } = board;
  const shown = board.tickets.filter((ticket) => station === all || ticket.stationId === station);

  return (
    <div className="kitchen-app">
      <header>
        <strong>{t('kitchen')}</strong>
        <Segmented
          label={t('stations')}
          value={station}
          options={[
            { value: all, label: t('allStations') },
            ...board.stations.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          onChange={setStation}
        />
        {board.silentSince !== null && (
          <p className="silent" role="alert">
            {t('notReceiving', { time: formatTime(board.silentSince, branch.timeZone) })}
          </p>
        )}
        <time>{formatTime(now, branch.timeZone)}</time>
      </header>
      {shown.length === 0 ? (
        <p className="none">{t('noTickets')}</p>
      ) : (
        <ul>
          {shown.map((ticket) => (
            <li key={ticket.id}>
              <TicketCard ticket={ticket} now={now} timeZone={branch.timeZone} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
