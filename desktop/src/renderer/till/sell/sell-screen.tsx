import type { Product } from '@galley/shared/domain/menu.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import { receiptIdIn } from '@galley/shared/wire/receipt-search.ts';
import { formatQuantity, type Quantity, quantity } from '@galley/shared/values/quantity.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useMemo, useRef, useState } from 'react';
import { liveLines, type Order } from '@galley/shared/domain/order.ts';
import { emitScan } from '../../ui/use-key.ts';
import {
  CountView,
  KeySheet,
  OnlineView,
  OrdersView,
  PlaceDialog,
  ReceiptsView,
  ShiftView,
  SoldOutDialog,
  TablesView,
} from '../later-screens.ts';
import { MenuView } from '../menu/menu-view.tsx';
import { OptionDialog } from '../options/option-dialog.tsx';
import { OrderPanel } from '../order/order-panel.tsx';
import { LateNotice } from '../orders/late-notice.tsx';
import { OnlineNotice } from '../online/online-notice.tsx';
import { PaperAlarm } from '../online/paper-alarm.tsx';
import { isPaymentBegun } from '../pay/queries.ts';
import { PayView } from '../pay/pay-view.tsx';
import { WarningBar } from '../status/warning-bar.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './sell-screen.css';
import { TimesMark } from './times-mark.tsx';
import { TopBar } from './top-bar.tsx';
import { useCurrentOrder } from './use-current-order.ts';
import { usePicking } from './use-picking.ts';
import { UnknownScans } from './unknown-scans.tsx';
import { useSellActions } from './use-sell-actions.ts';
import { useSellKeys } from './use-sell-keys.ts';

export type View = 'menu' | 'pay' | 'tables' | 'orders' | 'online' | 'receipts' | 'shift' | 'count';

/** Where a cashier spends the day: what is sold on the left, what is sold to this guest on the right. */
export function SellScreen() {
  const { till, branch } = useSession();
  const { order, showWritten } = useCurrentOrder(till);
  // A payment that was begun before a reload goes on where it was, until somebody looks elsewhere.
  const begun = useLiveQuery(() => isPaymentBegun(till.db, order), [till, order?.id, order?.parts]) ?? false;
  const [chosen, setView] = useState<View | null>(null);
  const view = chosen ?? (begun ? 'pay' : 'menu');
  const [dialog, setDialog] = useState<'place' | 'keys' | null>(null);
  const [soldOut, setSoldOut] = useState<Product | null>(null);
  const [paid, setPaid] = useState<Sale | null>(null);
  const [scanned, setScanned] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const counts = useMemo(() => countsOf(order), [order]);

  const showPaid = useCallback((sale: Sale) => {
    setPaid(sale);
    setView('menu');
  }, []);
  const toOrder = useCallback(() => setPaid(null), []);
  const actions = useSellActions({ order, onPaid: showPaid });
  const adding = useAttempt(false);
  const picking = usePicking({ attempt: adding.attempt, onPick: toOrder, onAdded: showWritten });
  const shown = view === 'pay' && !order ? 'menu' : view;

  function goTo(next: View): void {
    actions.forget();
    adding.forget();
    if (next !== 'receipts') setScanned('');
    setView(next === 'pay' && (!order || liveLines(order).length === 0) ? 'menu' : next);
  }

  function toNewOrder(): void {
    setPaid(null);
    setView('menu');
  }

  function begin(): void {
    setPaid(null);
    actions.park(() => setView('menu'));
  }

  function pick(orderId: Order['id']): void {
    setPaid(null);
    actions.show(orderId, () => setView('menu'));
  }

  useSellKeys({
    view: shown,
    goTo,
    search,
    times: picking.times,
    onTimes: picking.setTimes,
    onSend: actions.send,
    onExact: actions.takeExactCash,
    onNew: begin,
    onSheet: () => setDialog('keys'),
    onScan: (code) => {
      if (emitScan(code)) return;
      if (receiptIdIn(code) === null) return picking.scan(code);
      setScanned(code);
      goTo('receipts');
    },
  });

  return (
    <div className="sell-screen">
      <TopBar
        view={shown}
        onView={(next) => goTo(next === view ? 'menu' : next)}
        onKeys={() => setDialog('keys')}
      />
      <div className="bars">
        <WarningBar />
        <OnlineNotice onShow={() => goTo('online')} />
        <PaperAlarm onShow={() => goTo('online')} />
        {shown !== 'orders' && <LateNotice onShow={() => goTo('orders')} />}
      </div>
      <main>
        {/* The menu stays where it is under the other views, so that it is back at once and as it was left. */}
        <div className="under" inert={shown !== 'menu'}>
          <MenuView
            counts={counts}
            currency={branch.currency}
            search={search}
            onPick={picking.pick}
            onOpen={picking.open}
            onSoldOut={setSoldOut}
          />
        </div>
        {shown === 'pay' && order && (
          <PayView key={order.id} order={order} onPaid={showPaid} onBack={() => setView('menu')} />
        )}
        {shown === 'tables' && (
          <TablesView
            current={order}
            onPick={pick}
            onSeated={() => {
              setPaid(null);
              setView('menu');
            }}
            onNew={begin}
            onBack={() => setView('menu')}
          />
        )}
        {shown === 'orders' && (
          <OrdersView
            current={order?.id ?? null}
            onPick={pick}
            onNew={begin}
            onBack={() => setView('menu')}
          />
        )}
        {shown === 'online' && <OnlineView onBack={() => setView('menu')} />}
        {shown === 'receipts' && (
          <ReceiptsView
            key={scanned}
            scanned={scanned}
            onBack={() => setView('menu')}
            onExchange={toNewOrder}
          />
        )}
        {shown === 'shift' && <ShiftView onBack={() => setView('menu')} onCount={() => setView('count')} />}
        {shown === 'count' && <CountView onBack={() => setView('shift')} />}
        <TimesMark times={picking.times} />
        <UnknownScans codes={picking.unknown} onSeen={picking.forgetUnknown} />
      </main>
      <OrderPanel
        order={order}
        paid={paid}
        paying={shown === 'pay'}
        refusal={actions.refusal ?? adding.refusal}
        busy={actions.busy}
        onPlace={() => setDialog('place')}
        onNew={begin}
        onSend={actions.send}
        onFire={actions.fire}
        onPay={() => goTo('pay')}
      />
      {picking.asking && (
        <OptionDialog
          key={picking.asking.key}
          product={picking.asking.product}
          parts={picking.asking.parts}
          unitPrice={picking.asking.unitPrice}
          currency={branch.currency}
          full={picking.asking.full}
          count={picking.asking.count}
          onAdd={picking.answer}
          onSoldOut={() => {
            setSoldOut(picking.asking?.product ?? null);
            picking.drop();
          }}
          onClose={picking.drop}
        />
      )}
      {soldOut && <SoldOutDialog product={soldOut} onClose={() => setSoldOut(null)} />}
      {dialog === 'place' && (
        <PlaceDialog
          order={order}
          onClose={() => {
            setPaid(null);
            setDialog(null);
          }}
        />
      )}
      {dialog === 'keys' && <KeySheet onClose={() => setDialog(null)} />}
    </div>
  );
}

/** How many of each product are in the order, as the tiles show it. */
function countsOf(order: Order | null): ReadonlyMap<ProductId, string> {
  const sums = new Map<ProductId, Quantity>();
  for (const line of order ? liveLines(order) : []) {
    sums.set(line.productId, quantity((sums.get(line.productId) ?? 0) + line.quantity));
  }
  return new Map([...sums].map(([id, amount]) => [id, formatQuantity(amount)]));
}
