import { checkNow } from './check-tills.ts';
import type { Shop } from './shop.ts';
import { type Violation, violation } from './violation.ts';

/** Holds what must hold at every step, and what may never go back. */
export type Watch = {
  look(): Promise<Violation[]>;
  /** A disk was changed or a log set back on purpose: what was seen of it before says nothing any more. */
  forget(device: string): void;
};

export function createWatch(shop: Shop): Watch {
  const outboxes = new Map<string, number>();
  const stored = new Map<string, number>();

  return { look, forget: (device) => void outboxes.delete(device) };

  async function look(): Promise<Violation[]> {
    const found = (await Promise.all(shop.devices.map((device) => checkNow(device, shop)))).flat();
    for (const { name, till } of shop.devices) {
      // [I15] Nothing leaves an outbox before it may [S5]; nobody here is old enough for that.
      const rows = await till.db.outbox.count();
      const before = outboxes.get(name) ?? 0;
      if (rows < before)
        found.push(violation('I15', `the outbox of ${name} went from ${before} to ${rows} rows`));
      outboxes.set(name, rows);
    }
    // [I14] Within one history of the server, what it has stored and settled of a log only grows.
    const { rows } = await shop.pools.sync.query<{ key: string; stored: number; settled: number }>(
      `select concat_ws(' ', s.value, l.till_id, l.incarnation) as key, l.last_number as stored,
              (select count(*)::int from mutation m where m.till_id = l.till_id and m.incarnation = l.incarnation
                  and m.state = 'settled') as settled
         from till_log l cross join setting s where s.key = 'epoch'`,
    );
    for (const row of rows) {
      for (const what of ['stored', 'settled'] as const) {
        const key = `${row.key} ${what}`;
        const before = stored.get(key) ?? 0;
        if (row[what] < before) found.push(violation('I14', `${key} went from ${before} to ${row[what]}`));
        stored.set(key, row[what]);
      }
    }
    return found;
  }
}
