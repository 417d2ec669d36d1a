import type { Order } from '@galley/shared/domain/order.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Till } from '../../actions/till.ts';
import { readCurrentOrder } from '../order/queries.ts';

/**
 * The order on screen, as the database has it. What a tap has written is shown as soon as it is on disk: to ask the database for
 * it once more would mean to stand in line behind all that the sale before it has made others ask. The next answer
 * counts again, if it was asked for after that.
 */
export function useCurrentOrder(till: Till): {
  readonly order: Order | null;
  /** Takes an order that was committed just now. */
  readonly showWritten: (order: Order) => void;
} {
  const shownBefore = useRef<OrderId | null>(null);
  const writes = useRef(0);
  const read = useLiveQuery(async () => {
    const after = writes.current;
    return { after, order: await readCurrentOrder(till.db, shownBefore.current) };
  }, [till]);
  const [written, setWritten] = useState<{ readonly number: number; readonly order: Order } | null>(null);
  const showWritten = useCallback((order: Order) => {
    writes.current += 1;
    setWritten({ number: writes.current, order });
  }, []);
  const order = written && written.number > (read?.after ?? 0) ? written.order : (read?.order ?? null);
  useEffect(() => {
    shownBefore.current = order?.id ?? null;
  }, [order?.id]);
  return { order, showWritten };
}
