import type { Customer } from '@galley/shared/domain/customer.ts';
import { type OrderType, orderTypes } from '@galley/shared/domain/menu.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import { moveNeed } from '@galley/shared/wire/needs.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { changeOrder } from '../../actions/change-order.ts';
import { selectOrder } from '../../actions/select-order.ts';
import { startOrder } from '../../actions/start-order.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { useApproval } from '../approval/use-approval.ts';
import { CustomerFields } from '../customers/customer-fields.tsx';
import { readOpenOrders } from '../orders/queries.ts';
import { readTables } from '../tables/queries.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './place-dialog.css';
import { placeWords, typeWord } from './place-words.ts';

/** What the order is for. A table that has an order already leads to that order. */
export function PlaceDialog({
  order,
  onClose,
}: {
  readonly order: Order | null;
  readonly onClose: () => void;
}) {
  const { till, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const open = useLiveQuery(() => readOpenOrders(till.db), [till]) ?? [];
  const tables = useLiveQuery(() => readTables(till.db), [till]) ?? [];
  const [type, setType] = useState<OrderType>(order?.type ?? 'dineIn');
  const [table, setTable] = useState(order?.table ?? '');
  const [guests, setGuests] = useState(order?.guests ?? 0);
  const [customer, setCustomer] = useState<Customer>(order?.customer ?? nobody);
  const taken = new Map(
    open
      .filter((each) => each.id !== order?.id)
      .flatMap((each) => (each.table === null ? [] : [[each.table, each.id]])),
  );

  function save(): void {
    const place = {
      ...(type === 'dineIn' ? { table: table.trim() || null, guests } : { table: null, guests: 0 }),
      customer: customerOf(customer),
    };
    if (!order) return attempt(startOrder(till, { staffId: staff.id, type, ...place }), onClose);
    const change = { orderId: order.id, type, ...place, staffId: staff.id };
    // The kitchen is told where to bring what it makes: not everybody may take an order that far.
    const moves = order.rounds > 0 && (place.table !== order.table || type !== order.type);
    const act = (approval?: Approval) => changeOrder(till, { ...change, approval });
    const what = t('takeToTable', { place: placeWords({ type, ...place, guests: 0 }) });
    attempt(moves ? approve({ need: moveNeed, what }, act) : act(), onClose);
  }

  return (
    <Dialog
      title={order ? t('orderNumber', { number: numeral(order.number) }) : t('newOrder')}
      onClose={onClose}
      footer={
        <Button tone="money" size="large" disabled={busy} onClick={save}>
          {order ? t('save') : t('begin')}
        </Button>
      }
    >
      <div className="place-dialog">
        <Segmented
          label={t('orderType')}
          value={type}
          options={orderTypes.map((value) => ({ value, label: typeWord(value) }))}
          onChange={setType}
        />
        {type === 'dineIn' && (
          <>
            <div className="tables" role="group" aria-label={t('table')}>
              {tables.map(({ name }) => {
                const takenBy = taken.get(name);
                return (
                  <button
                    key={name}
                    type="button"
                    aria-pressed={name === table}
                    className={takenBy ? 'taken' : ''}
                    onClick={() =>
                      takenBy
                        ? attempt(selectOrder(till, takenBy), onClose)
                        : setTable(name === table ? '' : name)
                    }
                  >
                    {numeral(name)}
                    {takenBy && <span className="visually-hidden"> {t('tableTaken')}</span>}
                  </button>
                );
              })}
            </div>
            <div className="more">
              <Field
                label={t('tableOrName')}
                value={table}
                maxLength={24}
                onChange={(event) => setTable(event.currentTarget.value)}
              />
              <div className="guests">
                <span>{t('guests')}</span>
                <Stepper label={t('guests')} value={guests} min={0} onChange={setGuests} />
              </div>
            </div>
          </>
        )}
        {type !== 'dineIn' && (
          <CustomerFields customer={customer} withAddress={type === 'delivery'} onChange={setCustomer} />
        )}
        {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      </div>
    </Dialog>
  );
}

const nobody: Customer = { name: '', phone: '', address: '' };

/** A number without a name is a guest too; nothing at all is none. */
function customerOf({ name, phone, address }: Customer): Customer | null {
  const said = {
    name: name.trim() || phone.trim() || address.trim(),
    phone: phone.trim(),
    address: address.trim(),
  };
  return said.name === '' ? null : said;
}
