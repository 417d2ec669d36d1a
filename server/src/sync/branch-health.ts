import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { type Instant, instant, instantSchema } from '@galley/shared/values/time.ts';
import { type BranchHealth, branchHealthSchema } from '@galley/shared/wire/health.ts';
import { tillStatusSchema } from '@galley/shared/wire/push.ts';
import { completeUpTo } from './complete-up-to.ts';
import { readJson } from './read-mutation.ts';

/** SQL about the mutation `m`: quarantined, and no manager has set it aside. */
export const isOpenQuarantine = `m.state = 'quarantined' and not exists (
  select from resolution r where r.id = m.resolution_id and r.how = 'setAside')`;

type Row = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string | null;
  readonly disabled: boolean;
  readonly incarnation: number;
  readonly seen_at: Date | null;
  readonly status: unknown;
  readonly stored_up_to: number;
  readonly unsettled: number;
  readonly oldest_unsettled_at: Date | null;
  /** The first unsettled body of each of the till's logs; their times only grow [S18]. */
  readonly oldest_bodies: readonly string[];
  readonly quarantined: number;
  readonly has_gap: boolean;
  /** The body of the last record before a hole in the present log. */
  readonly before_gap: string | null;
  readonly gaps: readonly { readonly since: string }[];
  readonly forks: readonly { readonly receivedAt: string }[];
};

/** How every till of a branch is, and how far the books can be trusted [S24]. One statement, so one moment. */
export async function readBranchHealth(tx: PoolClient, branchId: BranchId): Promise<BranchHealth> {
  const { rows } = await tx.query<Row>(healthOfTills, [branchId]);
  const { rows: twice } = await tx.query<{ number: string }>(
    `select distinct flag->'detail'->>'receiptNumber' as number
       from mutation m, jsonb_array_elements(m.flags) flag
      where m.branch_id = $1 and m.flags @> '[{"code": "receiptNumberTwice"}]' and flag->>'code' = 'receiptNumberTwice' order by 1`,
    [branchId],
  );
  const tills = rows.map((row) => {
    const status = tillStatusSchema.safeParse(row.status);
    return { ...row, status: status.success ? status.data : null };
  });
  return branchHealthSchema.parse({
    serverTime: instant(Date.now()),
    completeUpTo: completeUpTo(
      tills.map((till) => ({
        // A kitchen's screen sells nothing: no books wait for it.
        counts: till.incarnation > 0 && !till.disabled && till.kind !== 'kitchen',
        seenAt: till.seen_at?.getTime() ?? null,
        status: till.status,
        gap: till.has_gap ? { after: till.before_gap === null ? null : recordedAt(till.before_gap) } : null,
        unsettledFrom: till.oldest_bodies.map(recordedAt),
      })),
    ),
    numbersTwice: twice.map((row) => row.number),
    tills: tills.map((till) => ({
      id: till.id,
      code: till.code,
      name: till.name,
      ...(till.kind === 'kitchen' && { kind: 'kitchen' }),
      disabled: till.disabled,
      incarnation: till.incarnation,
      seenAt: till.seen_at && instant(till.seen_at.getTime()),
      storedUpTo: till.stored_up_to,
      unsettled: till.unsettled,
      oldestUnsettledAt: till.oldest_unsettled_at && instant(till.oldest_unsettled_at.getTime()),
      quarantined: till.quarantined,
      gaps: till.gaps.map((gap) => ({ ...gap, since: instant(Date.parse(gap.since)) })),
      forks: till.forks.map((fork) => ({ ...fork, receivedAt: instant(Date.parse(fork.receivedAt)) })),
      status: till.status,
    })),
  });
}

/** What a mutation's bytes say, if they can be read. */
function recordedAt(body: string): Instant | null {
  return z.object({ occurredAt: instantSchema }).safeParse(readJson(body)).data?.occurredAt ?? null;
}

const healthOfTills = `
with open as (
  select till_id, incarnation, count(*) filter (where state = 'stored') as unsettled,
         min(received_at) filter (where state = 'stored') as oldest_at,
         min(number) filter (where state = 'stored') as oldest_number,
         count(*) filter (where ${isOpenQuarantine}) as quarantined
    from mutation m where branch_id = $1 and state in ('stored', 'quarantined') group by 1, 2),
works as (
  select o.till_id, sum(o.unsettled)::int as unsettled, min(o.oldest_at) as oldest_at, sum(o.quarantined)::int as quarantined,
         coalesce(json_agg(m.body) filter (where m.id is not null), '[]') as oldest_bodies
    from open o left join mutation m
      on m.till_id = o.till_id and m.incarnation = o.incarnation and m.number = o.oldest_number
   group by 1)
select t.id, t.code, t.disabled, t.incarnation, coalesce(c.data::json->>'name', t.code) as name,
       c.data::json->>'kind' as kind,
       seen.seen_at, seen.status, coalesce(present.last_number, 0) as stored_up_to,
       coalesce(works.unsettled, 0) as unsettled, works.oldest_at as oldest_unsettled_at,
       coalesce(works.oldest_bodies, '[]') as oldest_bodies, coalesce(works.quarantined, 0) as quarantined,
       coalesce(present.gap_to > present.last_number, false) as has_gap,
       (select body from mutation where present.gap_to > present.last_number and till_id = t.id
           and incarnation = t.incarnation and number = present.last_number) as before_gap,
       (select coalesce(json_agg(json_build_object('incarnation', incarnation, 'from', last_number + 1, 'to', gap_to,
                                                   'since', gap_since) order by incarnation), '[]')
          from till_log where till_id = t.id and gap_to > last_number) as gaps,
       (select coalesce(json_agg(json_build_object('incarnation', incarnation, 'number', number,
                                                   'receivedAt', received_at) order by id), '[]')
          from fork where till_id = t.id) as forks
  from till t
  left join change c on c.branch_id = t.branch_id and c.entity = 'till' and c.id = t.id
  left join till_log present on present.till_id = t.id and present.incarnation = t.incarnation
  left join lateral (
    select seen_at, status from till_log where till_id = t.id order by seen_at desc, incarnation desc limit 1) seen on true
  left join works on works.till_id = t.id
 where t.branch_id = $1 order by t.code`;
