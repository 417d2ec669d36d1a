import type { Product } from '@galley/shared/domain/menu.ts';
import { formatQuantity, pieces, type Quantity, quantity } from '@galley/shared/values/quantity.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { setAvailability } from '../../actions/set-availability.ts';
import { readLeft } from '../../db/read-left.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatTime } from '../../ui/format-time.ts';
import { Keypad } from '../../ui/keypad.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useApproval } from '../approval/use-approval.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { readSaid } from './queries.ts';
import './sold-out-dialog.css';
import { WasteDialog } from './waste-dialog.tsx';

const soldOut = quantity(0);
const mostDigits = 3;

/** "86": none left, only so many left, or as many as are wanted again. Every till shows it, at once or when it is back. */
export function SoldOutDialog({
  product,
  onClose,
}: {
  readonly product: Product;
  readonly onClose: () => void;
}) {
  const { till, staff, branch } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const [typed, setTyped] = useState('');
  const said = useLiveQuery(() => readSaid(till.db, product.id), [till, product.id]) ?? null;
  const left = useLiveQuery(() => readLeft(till.db, [product.id]), [till, product.id])?.get(product.id);
  const [wasting, setWasting] = useState(false);
  const count = Number(typed);

  function say(wanted: Quantity | null): void {
    const wish = {
      need: { permission: 'markSoldOut' },
      what: t('soldOutTitle', { name: product.name }),
    } as const;
    attempt(
      approve(wish, (approval) =>
        setAvailability(till, { productId: product.id, left: wanted, staffId: staff.id, approval }),
      ),
      onClose,
    );
  }

  if (wasting) return <WasteDialog product={product} onClose={onClose} />;
  return (
    <Dialog title={t('soldOutTitle', { name: product.name })} onClose={onClose}>
      <div className="sold-out-dialog">
        {said && left !== undefined && (
          <p role="status">
            {left === 0 ? t('nowSoldOut') : t('nowLeft', { count: numeral(formatQuantity(left)) })}{' '}
            <small>
              {t('saidBy', { name: said.name, time: formatTime(Date.parse(said.at), branch.timeZone) })}
            </small>
          </p>
        )}
        <div className="ways">
          <Button tone="loss" size="large" disabled={busy || left === 0} onClick={() => say(soldOut)}>
            {t('markSoldOut')}
          </Button>
          <Button size="large" disabled={busy || left === undefined} onClick={() => say(null)}>
            {t('sellAgain')}
          </Button>
        </div>
        <div className="count">
          <div>
            <span>{t('onlyLeft')}</span>
            <output aria-label={t('onlyLeft')}>{numeral(typed || '0')}</output>
            <Button
              tone="wait"
              size="large"
              disabled={busy || count === 0}
              onClick={() => say(pieces(count))}
            >
              {t('setLeft')}
            </Button>
          </div>
          <Keypad
            left={null}
            onKey={(key) =>
              setTyped((text) =>
                key === 'erase'
                  ? text.slice(0, -1)
                  : `${text}${key}`.replace(/^0+|\D/g, '').slice(0, mostDigits),
              )
            }
          />
        </div>
        <Button tone="quiet" onClick={() => setWasting(true)}>
          {t('wasteTitle')}
        </Button>
        {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      </div>
    </Dialog>
  );
}
