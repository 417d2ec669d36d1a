import type { Logger } from 'pino';
import type { Pool, PoolClient } from 'pg';
import { must } from '@galley/shared/values/must.ts';
import { changesOf } from '@galley/shared/wire/changes.ts';
import { type Event, eventSchema } from '@galley/shared/wire/events.ts';
import { type Commit, inTransaction, together } from '../db/transaction.ts';
import type { Bus, Delivery, Subscription } from '../messaging/bus.ts';
import { bury, startReplaying } from '../messaging/dead-letters.ts';
import { takeIntoInbox } from '../messaging/inbox.ts';
import { consumers, retryDelayMs } from '../messaging/streams.ts';
import { onlineTopic } from '../messaging/online-topic.ts';
import { tellSettled } from '../messaging/settled-window.ts';
import { type ChangeSet, publish } from './publish.ts';
import { settleRequests } from './requests.ts';
import { type SettledRow, settlementChange, settlementColumns } from './settlement.ts';

type Context = { readonly pool: Pool; readonly bus: Bus; readonly log: Logger };

/**
 * Turns the workers' events into the branches' feeds. A batch is one transaction: inbox, what became of the mutations,
 * and last of all the numbered changes [S19]. A mutation whose last worker has answered is settled in the same
 * version as that worker's effects [S20].
 */
export async function startProjector(context: Context): Promise<Subscription> {
  const take = (batch: readonly Delivery[]) => deliver(context, batch);
  const { subject } = consumers.feed;
  const subscription = await context.bus.consume('feed', subject, take);
  const replaying = startReplaying(context, [subject], take);
  return {
    async stop() {
      await replaying.stop();
      await subscription.stop();
    },
  };
}

async function deliver(context: Context, batch: readonly Delivery[]): Promise<void> {
  try {
    const events: Event[] = [];
    for (const delivery of batch) {
      const event = eventSchema.safeParse(readJson(delivery.payload));
      if (event.success) events.push(event.data);
      else await buryUnreadable(context, delivery, event.error);
    }
    const isPatient = batch.every(({ redeliveries }) => redeliveries < mostWaits);
    const { heads, settled } = await inTransaction(context.pool, (tx, commit) =>
      project(tx, events, isPatient, commit),
    );
    tellSettled(context.bus, settled);
    await Promise.all(batch.map((delivery) => delivery.ack()));
    for (const { branchId, head } of heads) context.bus.hint(branchId, String(head));
    for (const event of events) hintOnline(context.bus, event);
    for (const { correlationId, type, worker } of events) {
      context.log.debug({ correlationId, type, worker }, 'in the feed');
    }
  } catch (error) {
    // Events are our own and well-formed: whatever failed is the database's state, and that passes.
    context.log.error({ err: error }, 'projector: will try again');
    for (const delivery of batch) delivery.retryIn(retryDelayMs(delivery.redeliveries));
  }
}

/** A guest may be looking at it, on a page that has no feed. */
function hintOnline(bus: Bus, { data }: Event): void {
  if ('onlineOrder' in data && data.onlineOrder) bus.hint(onlineTopic(data.onlineOrder.data.id), '');
}

async function project(tx: PoolClient, events: readonly Event[], isPatient: boolean, commit: Commit) {
  const fresh = await takeIntoInbox(
    tx,
    events.map((event) => event.id),
  );
  const known = events.filter((event) => !fresh.has(event.id));
  const awaited = await stillAwaited(tx, known);
  const news = events.filter((event) => fresh.delete(event.id) || awaited.delete(event));
  const settlements = await settle(tx, news);
  const answered = await settleRequests(tx, events);
  const decided = await tellDecided(tx, news);
  if (isPatient) await waitForJudged(tx, news);
  const judged = await tellJudged(tx, news);
  const sets = news.map((event): ChangeSet => {
    const told = [settlements.get(event), decided.get(event), ...(judged.get(event) ?? [])].filter(
      (row) => row !== undefined,
    );
    return { branchId: event.branchId, changes: [...changesOf(event), ...told.map(settlementChange)] };
  });
  const [heads] = await together(tx, () => [publish(tx, sets), commit()]);
  return { heads, settled: settlements.size + answered };
}

/**
 * Of events that have come before, those whose mutation still waits for them: after a restore an answer may have been
 * faster than the till that sends its mutation again [S10].
 */
async function stillAwaited(tx: PoolClient, events: readonly Event[]): Promise<Set<Event>> {
  if (events.length === 0) return new Set();
  const { rows } = await tx.query<{ id: string; awaiting: string[] }>(
    `select id, awaiting from mutation where id = any($1::uuid[]) and state = 'stored'`,
    [events.map((event) => event.correlationId)],
  );
  const awaiting = new Map(rows.map((row) => [row.id, row.awaiting]));
  const once = new Map(events.map((event) => [event.id, event]));
  return new Set(
    [...once.values()].filter(({ correlationId, worker }) => awaiting.get(correlationId)?.includes(worker)),
  );
}

/** Notes which worker has answered; the event that completes a mutation carries its settlement. */
async function settle(tx: PoolClient, events: readonly Event[]): Promise<Map<Event, SettledRow>> {
  const byMutation = groupBy(events, (event) => event.correlationId);
  if (byMutation.size === 0) return new Map();
  const answers = [...byMutation].map(([id, group]) => ({
    id,
    workers: group.map((event) => event.worker),
    flags: group.flatMap((event) => event.flags),
    cause: group.map((event) => (event.type === 'quarantined' ? event.data.cause : '')).join(''),
  }));
  const { rows } = await tx.query<SettledRow>({
    name: 'settle',
    text: `update mutation m
        set awaiting = case when a.cause <> '' then '{}'
                            else array(select w from unnest(m.awaiting) w where w <> all (array(select jsonb_array_elements_text(a.workers)))) end,
            flags = m.flags || a.flags, cause = m.cause || a.cause, revision = m.revision + 1,
            state = case when a.cause <> '' then 'quarantined'
                         when m.awaiting <@ array(select jsonb_array_elements_text(a.workers)) then 'settled' else m.state end
       from jsonb_to_recordset($1::jsonb) as a(id uuid, workers jsonb, flags jsonb, cause text)
      where m.id = a.id and m.state = 'stored'
      returning ${settlementColumns}`,
    values: [JSON.stringify(answers)],
  });
  const settlements = new Map<Event, SettledRow>();
  for (const row of rows) {
    const last = byMutation.get(row.id)?.at(-1);
    if (row.state !== 'stored' && last) settlements.set(last, row);
  }
  return settlements;
}

/**
 * A person has decided about a mutation that is settled: its settlement is told anew, in one version with the
 * decision's own. One that is driven again is told when its workers have answered.
 */
async function tellDecided(tx: PoolClient, events: readonly Event[]): Promise<Map<Event, SettledRow>> {
  const decisions = new Map<string, Event>();
  for (const event of events) if (event.type === 'resolved') decisions.set(event.correlationId, event);
  if (decisions.size === 0) return new Map();
  const { rows } = await tx.query<SettledRow & { readonly resolution_id: string }>(
    `update mutation m set revision = m.revision + 1 from resolution d
      where d.id = any($1::uuid[]) and m.id = d.mutation_id and m.resolution_id = d.id and m.state <> 'stored'
      returning m.resolution_id, ${settlementColumns}`,
    [[...decisions.keys()]],
  );
  return new Map(rows.map((row) => [must(decisions.get(row.resolution_id), 'it was asked for'), row]));
}

/** How often a sale waits for a refund that it judges: some 25 seconds in all. */
const mostWaits = 8;

/** Two parcels may overtake each other: a sale that judges a refund whose own event is on its way comes again behind it. */
async function waitForJudged(tx: PoolClient, events: readonly Event[]): Promise<void> {
  const here = new Set(
    events.flatMap((event) => (event.type === 'saleRefunded' ? event.data.refund.id : [])),
  );
  const wanted = events.flatMap((event) =>
    event.type === 'saleCompleted'
      ? (event.data.judged ?? []).flatMap(({ refundId }) =>
          here.has(refundId) ? [] : [{ branchId: event.branchId, refundId }],
        )
      : [],
  );
  if (wanted.length === 0) return;
  const { rows } = await tx.query(
    `select from change where entity = 'refund' and (branch_id, id) in (select * from unnest($1::uuid[], $2::uuid[]))`,
    [wanted.map(({ branchId }) => branchId), wanted.map(({ refundId }) => refundId)],
  );
  if (rows.length < wanted.length) throw new Error('a refund that its sale judges is still on its way');
}

/**
 * A sale has come of which refunds were booked before: that it was unknown is no longer so, and whether they were too much
 * is known now. Their settlements are told anew, in one version with the sale [S17].
 */
async function tellJudged(tx: PoolClient, events: readonly Event[]): Promise<Map<Event, SettledRow[]>> {
  const told = new Map<Event, SettledRow[]>();
  for (const event of events) {
    if (event.type !== 'saleCompleted') continue;
    for (const { refundId, flags } of event.data.judged ?? []) {
      // Few have this flag, and the refund's id stands in its mutation's text and in no other's of them.
      const { rows } = await tx.query<SettledRow>(
        `update mutation m set revision = m.revision + 1, flags = $3::jsonb || coalesce(
                (select jsonb_agg(flag) from jsonb_array_elements(m.flags) flag where flag->>'code' <> 'saleUnknown'), '[]')
          where m.branch_id = $1 and m.flags <> '[]' and m.flags @> '[{"code": "saleUnknown"}]'
            and strpos(m.body, $2) > 0 returning ${settlementColumns}`,
        [event.branchId, refundId, JSON.stringify(flags)],
      );
      told.set(event, [...(told.get(event) ?? []), ...rows]);
    }
  }
  return told;
}

async function buryUnreadable(context: Context, delivery: Delivery, error: Error): Promise<void> {
  await bury(context.pool, delivery, error);
  await delivery.ack();
  context.log.error(
    { subject: delivery.subject, err: error },
    'projector: unreadable, kept as a dead letter',
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the schema refuses null, with its own words
  }
}

function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
