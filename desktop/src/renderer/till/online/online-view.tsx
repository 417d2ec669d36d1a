import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { markOnlineOrder } from '../../actions/mark-online-order.ts';
import { refuseOnlineOrder } from '../../actions/refuse-online-order.ts';
import type { OnlineOrderRow } from '../../db/rows.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useApproval } from '../approval/use-approval.ts';
import '../orders/orders-view.css';
import { useSession } from '../till-context.ts';
import { ViewHead } from '../view-head.tsx';
import { useAttempt } from '../use-attempt.ts';
import { OnlineCard } from './online-card.tsx';
import { readOpenOnline, readTillNames } from './queries.ts';
import { RefuseDialog } from './refuse-dialog.tsx';

/** Every order from the web that is paid and not handed over, what is wanted first before the others. */
export function OnlineView({ onBack }: { readonly onBack: () => void }) {
  const { till, staff } = useSession();
  const approve = useApproval();
  const { attempt, refusal } = useAttempt();
  const orders = useLiveQuery(() => readOpenOnline(till.db), [till]);
  const names = useLiveQuery(() => readTillNames(till.db), [till]);
  const [refusing, setRefusing] = useState<OnlineOrderRow | null>(null);

  function refuse(order: OnlineOrderRow, reason: string): void {
    setRefusing(null);
    const wish = {
      need: { permission: 'refund' as const, amount: order.total },
      what: t('onlineRefuseTitle', { number: order.number }),
      reason,
    };
    attempt(
      approve(wish, (approval) =>
        refuseOnlineOrder(till, { orderId: order.id, reason, staffId: staff.id, approval }),
      ),
    );
  }

  return (
    <section className="orders-view online-view" aria-label={t('onlineOrders')}>
      <ViewHead title={t('onlineOrders')} onBack={onBack} />
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      {orders?.length === 0 && <p className="none">{t('onlineNone')}</p>}
      <ul>
        {orders?.map((order) => (
          <li key={order.id}>
            <OnlineCard
              order={order}
              printsAt={order.taken ? (names?.get(order.taken.tillId) ?? '') : null}
              onMark={(progress) =>
                attempt(markOnlineOrder(till, { orderId: order.id, progress, staffId: staff.id }))
              }
              onRefuse={() => setRefusing(order)}
            />
          </li>
        ))}
      </ul>
      {refusing && (
        <RefuseDialog
          order={refusing}
          onRefuse={(reason) => refuse(refusing, reason)}
          onClose={() => setRefusing(null)}
        />
      )}
    </section>
  );
}
