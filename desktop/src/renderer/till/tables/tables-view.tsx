import type { Table } from '@galley/shared/domain/floor.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useKey } from '../../ui/use-key.ts';
import { OrderCard } from '../orders/order-card.tsx';
import { useSession } from '../till-context.ts';
import { ViewHead } from '../view-head.tsx';
import { readFloor, type TableNow } from './queries.ts';
import { SeatDialog } from './seat-dialog.tsx';
import { TableTile } from './table-tile.tsx';
import './tables-view.css';

/** The room: a tap on a table opens it or goes on where it was; what stands at no table is beneath. */
export function TablesView({
  current,
  onPick,
  onSeated,
  onNew,
  onBack,
}: {
  readonly current: Order | null;
  readonly onPick: (orderId: Order['id']) => void;
  readonly onSeated: () => void;
  readonly onNew: () => void;
  readonly onBack: () => void;
}) {
  const { till } = useSession();
  const floor = useLiveQuery(() => readFloor(till.db), [till]);
  const [area, setArea] = useState<string | null>(null);
  const [asked, setAsked] = useState<Table['id'] | null>(null);
  const [typed, setTyped] = useState('');
  const tables = floor?.areas.flatMap((each) => each.tables) ?? [];
  const shown = floor?.areas.find((each) => each.name === area) ?? floor?.areas[0];
  const asking = tables.find(({ table }) => table.id === asked) ?? null;

  useKey((key) => {
    if (key === 'Escape' && typed === '') onBack();
    else if (key === 'Escape') setTyped('');
    else if (key === 'Backspace') setTyped(typed.slice(0, -1));
    else if (key === 'Enter')
      go(tables.find(({ table }) => table.name.toLowerCase() === typed.toLowerCase()));
    else if (/^[\p{L}\p{N}]$/u.test(key)) setTyped(typed + key);
    else return false;
    return true;
  });

  function go(now: TableNow | undefined): void {
    setTyped('');
    if (!now) return;
    const [only, ...others] = now.orders;
    if (only && others.length === 0) onPick(only.id);
    else setAsked(now.table.id);
  }

  return (
    <section className="tables-view" aria-label={t('tables')}>
      <ViewHead title={t('tables')} onBack={onBack}>
        {floor && floor.areas.length > 1 && (
          <Segmented
            label={t('areas')}
            value={shown?.name ?? null}
            options={floor.areas.map(({ name, tables: inArea }) => ({
              value: name,
              label: `${name} ${numeral(String(inArea.filter(({ orders }) => orders.length > 0).length))}/${numeral(String(inArea.length))}`,
            }))}
            onChange={setArea}
          />
        )}
        <Button onClick={onNew}>
          <Icon name="plus" size={20} />
          {t('newOrder')}
        </Button>
      </ViewHead>
      {floor && !shown && <p className="none">{t('noTables')}</p>}
      <div className="plan" role="group" aria-label={shown?.name}>
        {shown?.tables.map((now) => (
          <TableTile
            key={now.table.id}
            now={now}
            isCurrent={current !== null && now.orders.some(({ id }) => id === current.id)}
            onOpen={() => go(now)}
          />
        ))}
      </div>
      {floor && floor.others.length > 0 && (
        <div className="others">
          <h3>{t('tabs')}</h3>
          <ul>
            {floor.others.map((order) => (
              <li key={order.id}>
                <OrderCard order={order} isCurrent={order.id === current?.id} onPick={onPick} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {typed !== '' && (
        <div className="times-mark" role="status">
          <strong>{t('tableName', { name: numeral(typed) })}</strong>
          {t('tableKeyHint')}
        </div>
      )}
      {asking && (
        <SeatDialog now={asking} onPick={onPick} onSeated={onSeated} onClose={() => setAsked(null)} />
      )}
    </section>
  );
}
