import type { Order } from '@galley/shared/domain/order.ts';
import { formatTime } from '../../ui/format-time.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import './order-head.css';
import { guestOf, placeWords, typeWord } from './place-words.ts';

export function OrderHead({
  order,
  onPlace,
  onMore,
  onNew,
}: {
  readonly order: Order | null;
  readonly onPlace: () => void;
  readonly onMore: () => void;
  readonly onNew: () => void;
}) {
  const { branch } = useSession();
  return (
    <header className="order-head">
      <button type="button" className="place" onClick={onPlace}>
        <span>
          <strong>{order ? (guestOf(order) ?? placeWords(order)) : t('newOrder')}</strong>
          <small>
            {order
              ? t('orderSince', {
                  number: numeral(order.number),
                  type: typeWord(order.type),
                  time: formatTime(order.openedAt, branch.timeZone),
                })
              : t('choosePlace')}
          </small>
        </span>
        <Icon name="chevron" size={18} />
      </button>
      {order && (
        <button
          type="button"
          className="new"
          aria-label={t('orderActions')}
          title={t('orderActions')}
          onClick={onMore}
        >
          <Icon name="more" />
        </button>
      )}
      {order && (
        <button
          type="button"
          className="new"
          aria-label={t('parkAndNew')}
          title={t('parkAndNew')}
          onClick={onNew}
        >
          <Icon name="plus" />
        </button>
      )}
    </header>
  );
}
