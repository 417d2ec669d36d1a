import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatTime } from '../../ui/format-time.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import type { OnlineOrderRow } from '../../db/rows.ts';
import { useSession } from '../till-context.ts';
import './online-card.css';

/** An order from the web as the counter needs it: whose it is, when it is wanted, what is in it, and that it is paid. */
export function OnlineCard({
  order,
  printsAt,
  onMark,
  onRefuse,
}: {
  readonly order: OnlineOrderRow;
  /** The name of the till that prints its tickets; null: none has taken it yet. */
  readonly printsAt: string | null;
  readonly onMark: (progress: 'ready' | 'delivered') => void;
  readonly onRefuse: () => void;
}) {
  const { branch } = useSession();
  const { number, name, phone, fullPhone, address, note, lines, wantedAt, readyAt, total, currency, type } =
    order;
  return (
    <article
      className="online-card"
      data-ready={readyAt !== null || undefined}
      aria-label={`${number} ${name}`}
    >
      <header>
        <strong>{numeral(number)}</strong>
        <span className="when">
          <Icon name="clock" size={18} />
          {wantedAt ? formatTime(Date.parse(wantedAt), branch.timeZone) : t('onlineSoon')}
        </span>
      </header>
      <p className="who">
        <strong>{name}</strong>{' '}
        {fullPhone ? <span className="phone">{numeral(fullPhone)}</span> : <small>{numeral(phone)}</small>}
        <small>
          {t(type)}
          {address && ` · ${address}`}
        </small>
      </p>
      <ul>
        {lines.map((line, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a line has no name but its place, which never changes
          <li key={index}>
            <span>
              {numeral(formatQuantity(line.quantity))} {line.name}
            </span>
            {[...line.options, line.note].filter(Boolean).length > 0 && (
              <small>{[...line.options, line.note].filter(Boolean).join(', ')}</small>
            )}
          </li>
        ))}
      </ul>
      {note !== '' && <p className="note">{note}</p>}
      <p className="paid">
        <span>
          <Icon name="check" size={18} />
          {t('onlinePaid')}
        </span>
        <strong>{formatMoney(total, currency)}</strong>
      </p>
      <small className="paper">
        {order.printedAt
          ? t('onlinePrinted', { time: formatTime(Date.parse(order.printedAt), branch.timeZone) })
          : printsAt
            ? t('onlinePrintsAt', { till: printsAt })
            : t('onlineNobodyPrints')}
      </small>
      <footer>
        <Button tone="quiet" onClick={onRefuse}>
          {t('onlineRefuse')}
        </Button>
        {readyAt === null ? (
          <Button onClick={() => onMark('ready')}>{t('onlineReady')}</Button>
        ) : (
          <Button tone="money" onClick={() => onMark('delivered')}>
            {t('onlineDelivered')}
          </Button>
        )}
      </footer>
    </article>
  );
}
