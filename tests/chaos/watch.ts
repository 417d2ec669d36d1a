import { checkNow } from './check-tills.ts';
import type { Shop } from './shop.ts';
import { type Violation, violation } from './violation.ts';

/** Holds what must hold at every step, and what may never go back. */
export function createWatch(shop: Shop): (newest?: number) => Promise<Violation[]> {
  const stored = new Map<string, number>();

  return async (newest) => {
    const found = (await Promise.all(shop.devices.map((device) => checkNow(device, shop, newest)))).flat();
    // [I15] Nothing leaves an outbox before it may [S5]; nobody here is old enough for that.
    for (const { name, till } of shop.devices) {
      const kept = new Set((await till.db.outbox.toCollection().primaryKeys()).map(String));
      const lacking = shop.facts
        .of(name)
        .filter(
          (fact) => !kept.has(String([fact.incarnation, fact.number])) && !shop.facts.gone.has(fact.id),
        );
      for (const { incarnation, number } of lacking) {
        found.push(violation('I15', `${incarnation}.${number} has left the outbox of ${name}`));
      }
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
  };
}
