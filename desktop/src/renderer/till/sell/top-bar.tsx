import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { signOut } from '../../actions/sign-out.ts';
import { readMeta } from '../../db/database.ts';
import { bridge } from '../../host/bridge.ts';
import { syncStatus } from '../../sync/status.ts';
import { Chip } from '../../ui/chip.tsx';
import { Face } from '../../ui/face.tsx';
import { formatTime } from '../../ui/format-time.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import { countOpenOnline } from '../online/queries.ts';
import { countLateOrders, countOpenOrders } from '../orders/queries.ts';
import { useShiftIsOld } from '../shift/use-shift-is-old.ts';
import { OutageDialog, PrintersDialog } from '../later-screens.ts';
import { KitchenAlarm } from '../status/kitchen-alarm.tsx';
import { PrinterChip } from '../status/printer-chip.tsx';
import { readPrinters } from '../status/queries.ts';
import { StatusChip } from '../status/status-chip.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import type { View } from './sell-screen.tsx';
import './top-bar.css';

/** Who sells where, what is open, and whether paper and sales get where they belong. */
export function TopBar({
  view,
  onView,
  onKeys,
}: {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onKeys: () => void;
}) {
  const { till, branch, staff } = useSession();
  const { attempt } = useAttempt();
  const [open, setOpen] = useState<'status' | 'printers' | null>(null);
  const identity = useLiveQuery(() => readMeta(till.db, 'identity'), [till]);
  const agent = useLiveQuery(async () => (await readMeta(till.db, 'agent')) ?? null, [till]);
  const orders = useLiveQuery(() => countOpenOrders(till.db), [till]) ?? 0;
  const late = useLiveQuery(() => countLateOrders(till.db), [till]) ?? 0;
  const online = useLiveQuery(() => countOpenOnline(till.db), [till]) ?? null;
  const printers = useLiveQuery(() => readPrinters(till.db), [till]) ?? [];
  const status = useLiveQuery(() => syncStatus(till.db), [till]);
  const paired = agent !== null || bridge() !== null;
  const shiftIsOld = useShiftIsOld();

  return (
    <>
      <header className="top-bar">
        <strong className="brand">Galley</strong>
        <span className="where">
          {identity?.till.name} · {branch.name}
        </span>
        <Chip onClick={() => attempt(signOut(till))}>
          <Face name={staff.name} />
          {staff.name}
          <span className="visually-hidden">{t('lock')}</span>
          <Icon name="lock" size={17} />
        </Chip>
        <span className="space" />
        <Chip onClick={() => onView('tables')} aria-pressed={view === 'tables'}>
          <Icon name="tables" size={20} />
          <span className="word">{t('tables')}</span>
        </Chip>
        <Chip
          tone={late > 0 && view !== 'orders' ? 'wait' : 'plain'}
          onClick={() => onView('orders')}
          aria-pressed={view === 'orders'}
        >
          <Icon name="orders" size={20} />
          <span className="word">{t('orders')}</span> {numeral(String(orders))}
        </Chip>
        {online !== null && (
          <Chip
            className="web"
            tone={online > 0 && view !== 'online' ? 'wait' : 'plain'}
            onClick={() => onView('online')}
            aria-pressed={view === 'online'}
          >
            <Icon name="web" size={20} />
            <span className="word">{t('onlineChip')}</span> {numeral(String(online))}
          </Chip>
        )}
        <Chip onClick={() => onView('receipts')} aria-pressed={view === 'receipts'}>
          <Icon name="receipt" size={20} />
          <span className="word">{t('receipts')}</span>
        </Chip>
        <Chip
          tone={shiftIsOld && view !== 'shift' ? 'wait' : 'plain'}
          onClick={() => onView('shift')}
          aria-pressed={view === 'shift'}
        >
          <Icon name="cash" size={20} />
          <span className="word">{t('shift')}</span>
        </Chip>
        <PrinterChip printers={printers} paired={paired} onOpen={() => setOpen('printers')} />
        {status && !till.db.training && (
          <StatusChip status={status} currency={branch.currency} onOpen={() => setOpen('status')} />
        )}
        <button
          type="button"
          className="keys"
          aria-label={t('keyTitle')}
          title={t('keyTitle')}
          onClick={onKeys}
        >
          <Icon name="keyboard" size={21} />
        </button>
        <Clock timeZone={branch.timeZone} />
        {open === 'status' && status && <OutageDialog status={status} onClose={() => setOpen(null)} />}
        {open === 'printers' && (
          <PrintersDialog printers={printers} paired={paired} onClose={() => setOpen(null)} />
        )}
      </header>
      <KitchenAlarm onOpen={() => setOpen('printers')} />
    </>
  );
}

function Clock({ timeZone }: { readonly timeZone: string }) {
  return <time className="clock">{formatTime(useNow(), timeZone)}</time>;
}
