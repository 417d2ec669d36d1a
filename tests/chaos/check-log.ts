import { createHash } from 'node:crypto';
import type { Fact } from './facts.ts';
import type { Holdings, LogRow } from './gather.ts';
import { unreadable } from './serve.ts';
import type { Shop } from './shop.ts';
import { type Violation, violation } from './violation.ts';

/** Whether everything that happened has reached the server's log, once, whole and in order. */
export async function checkLog(shop: Shop, holdings: Holdings): Promise<Violation[]> {
  return [
    ...everyFactIsThere(shop, holdings),
    ...nothingIsInvented(shop, holdings),
    ...logsAreDense(holdings),
    ...everythingIsDecided(holdings),
    ...nothingIsFlaggedForNothing(shop, holdings),
    ...(await workersKnowWhatIsConfirmed(shop)),
  ];
}

/** [I1] [I18]: in the log with the very same bytes, or kept whole beside it as a fork. */
function everyFactIsThere({ facts }: Shop, { log, forks }: Holdings): Violation[] {
  const logged = new Map(log.map((row) => [row.id, row.body]));
  const forked = new Map(forks.map((row) => [row.id, row.body]));
  const lost = [...facts.facts.values()].filter(
    ({ id, body }) => logged.get(id) !== body && forked.get(id) !== body && !facts.erased.has(id),
  );
  const unseen = facts.shown.filter(
    (sale) => ![...facts.facts.values()].some(({ body }) => body.includes(sale.id)),
  );
  return [
    ...lost.map((fact) => violation('I1', `${nameOf(fact)} is not on the server`)),
    ...unseen.map((sale) => violation('I9', `${sale.receiptNumber} was shown as paid and never committed`)),
  ];
}

/** [I2] */
function nothingIsInvented({ facts }: Shop, { log, forks }: Holdings): Violation[] {
  return [...log, ...forks]
    .filter(({ id }) => !facts.facts.has(id))
    .map(({ id }) => violation('I2', `the server holds ${id}, which no till recorded`));
}

/** [I3] [I19]: numbers from 1 without a hole, each chained by its bytes to the one before. */
function logsAreDense({ log }: Holdings): Violation[] {
  const logs = new Map<string, LogRow[]>();
  for (const row of log) {
    const key = `${row.till} ${row.incarnation}`;
    logs.set(key, [...(logs.get(key) ?? []), row]);
  }
  return [...logs].flatMap(([key, rows]) => {
    const found: Violation[] = [];
    let previous = '0'.repeat(64);
    for (const [index, { number, body, hash }] of rows.entries()) {
      if (number !== index + 1) found.push(violation('I3', `log ${key} has ${number} in place ${index + 1}`));
      const link = createHash('sha256').update(`${previous}\n${body}`).digest('hex');
      if (link !== hash) found.push(violation('I19', `log ${key} is broken at ${number}`));
      previous = hash;
    }
    return found;
  });
}

/** [I5] Poison stays quarantined until the server learns it; all else is settled. */
function everythingIsDecided({ log }: Holdings): Violation[] {
  return log.flatMap(({ id, body, state, cause }) => {
    const wanted = body.includes(unreadable) ? 'quarantined' : 'settled';
    return state === wanted ? [] : [violation('I5', `${id} is ${state} and not ${wanted}: ${cause}`)];
  });
}

/** Flags are for people: those of a run are about what really was odd in it [S14]. */
function nothingIsFlaggedForNothing({ devices, facts }: Shop, { log }: Holdings): Violation[] {
  // Whether 'overRefund' and 'lineSoldTwice' are right is looked at with the books [I17].
  // Two tills may give an order two tables while they are apart: 'placeDiffers'.
  const odd = new Set([
    'paidTwice',
    'stockShort',
    'clockWrong',
    'overRefund',
    'lineSoldTwice',
    'addedAfterPaid',
    'placeDiffers',
  ]);
  const ofTwoLogs = new Set(
    devices.filter(({ tillId }, index) => devices.findIndex((each) => each.tillId === tillId) !== index).map(({ tillId }) => tillId as string), // prettier-ignore
  );
  const ofOldDisk = new Set([...facts.gone].flatMap((id) => facts.facts.get(id)?.tillId ?? []));
  return log.flatMap(({ id, till, flags }) =>
    flags
      .filter(({ code }) => !odd.has(code) && !ofTwoLogs.has(till) && !ofOldDisk.has(till))
      .map(({ code, detail }) =>
        violation('I5', `${id} is flagged ${code} (${JSON.stringify(detail)}), and nothing is odd about it`),
      ),
  );
}

/** [I20] What is settled was taken by every worker that answers for it, as their own tables say. */
async function workersKnowWhatIsConfirmed({ pools }: Shop): Promise<Violation[]> {
  const { sync, sales, inventory, payments } = pools;
  const settled = await sync.query<{ id: string; sale: boolean }>(
    `select id, body ~ '"type":"(completeSale|refundSale)"' as sale from mutation where state = 'settled'`,
  );
  const inboxOf = async (pool: typeof sync) => {
    const { rows } = await pool.query<{ id: string }>('select message_id as id from inbox');
    return new Set(rows.map(({ id }) => id));
  };
  const [taken, moved, paid] = await Promise.all([inboxOf(sales), inboxOf(inventory), inboxOf(payments)]);
  const events = await sales.query<{ cause: string; id: string }>(
    'select cause_id as cause, message_id as id from outbox',
  );
  const eventOf = new Map(events.rows.map(({ cause, id }) => [cause, id]));
  return settled.rows.flatMap(({ id, sale }) => {
    const event = eventOf.get(id) ?? '';
    const lacking = [
      ...(taken.has(id) ? [] : ['sales']),
      ...(!sale || moved.has(event) ? [] : ['inventory']),
      ...(!sale || paid.has(event) ? [] : ['payments']),
    ];
    return lacking.map((worker) => violation('I20', `${id} is settled, and ${worker} never took it`));
  });
}

function nameOf({ device, incarnation, number, name, id }: Fact): string {
  return `${name} ${incarnation}.${number} of ${device} (${id})`;
}
