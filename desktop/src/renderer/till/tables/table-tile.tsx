import { formatPlain } from '../../ui/format-money.ts';
import { formatStay } from '../../ui/format-span.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import { useSession } from '../till-context.ts';
import { stateOf, type TableNow } from './queries.ts';
import './table-tile.css';

/** A table as the room sees it: free, or who sits there since when and what it has come to. */
export function TableTile({
  now: here,
  isCurrent,
  onOpen,
}: {
  readonly now: TableNow;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
}) {
  const { branch } = useSession();
  const now = useNow();
  const { table, orders, ready } = here;
  const state = stateOf(here, branch);
  return (
    <button
      type="button"
      className={`table-tile ${table.shape} ${state ? 'seated' : 'free'} ${state && (state.unsent > 0 || state.billShown) ? 'waiting' : ''}`}
      style={{
        gridColumn: `${table.x + 1} / span ${table.width}`,
        gridRow: `${table.y + 1} / span ${table.height}`,
      }}
      aria-current={isCurrent || undefined}
      onClick={onOpen}
    >
      <strong>
        <span className="visually-hidden">{t('table')} </span>
        {numeral(table.name)}
      </strong>
      {state ? (
        <>
          <span className="amount">{formatPlain(state.amount, branch.currency)}</span>
          <small>
            {formatStay(now - state.since)}
            {state.guests > 0 && <> · {t('guestCount', { count: state.guests })}</>}
          </small>
          {orders.length > 1 && <small className="more">{t('ordersHere', { count: orders.length })}</small>}
          {ready.length > 0 && <small className="ready">{t('ticketsReady', { count: ready.length })}</small>}
          {state.course !== null && (
            <small className="waits">{t('courseWaits', { course: state.course })}</small>
          )}
          {state.billShown && (
            <small className="waits">
              <Icon name="receipt" size={14} /> {t('billShown')}
            </small>
          )}
          {state.unsent > 0 && <small className="waits">{t('unsentLines', { count: state.unsent })}</small>}
        </>
      ) : (
        <small>{t('seats', { count: table.seats })}</small>
      )}
    </button>
  );
}
