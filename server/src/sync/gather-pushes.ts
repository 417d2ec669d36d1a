import type { Pool } from 'pg';
import type { OrganisationId } from '@galley/shared/values/ids.ts';
import type { MutationTable } from '@galley/shared/wire/mutations.ts';
import type { Push, PushingTill } from './push-log.ts';
import { push, type Pushed } from './push.ts';

type Waiting = Push & {
  readonly resolve: (pushed: Pushed | null) => void;
  readonly reject: (error: unknown) => void;
};

/** Of one transaction, and how many of an organisation are under way at once when there is enough for each. */
const most = { pushes: 32, mutations: 100, transactions: 4 } as const;

type Line = { readonly waiting: Waiting[]; inFlight: number };

/**
 * A way to store pushes that lets those wait that come while others of their organisation are being stored, and then
 * stores them together: a hundred tills with one sale each cost a few transactions, and one till alone waits for
 * nobody. When together fails, each is tried alone, so that nobody pays for another till's trouble.
 */
export function gatherPushes(
  pool: Pool,
  table: MutationTable,
): (till: PushingTill, request: Push['request']) => Promise<Pushed | null> {
  const lines = new Map<OrganisationId, Line>();

  return (till, request) =>
    new Promise((resolve, reject) => {
      const line = lines.get(till.organisationId) ?? { waiting: [], inFlight: 0 };
      lines.set(till.organisationId, line);
      line.waiting.push({ till, request, resolve, reject });
      if (line.inFlight === 0 || (line.inFlight < most.transactions && fillsOne(line.waiting)))
        void work(till.organisationId, line);
    });

  /** Settles whatever comes into the line until it is empty; never rejects itself. */
  async function work(organisation: OrganisationId, line: Line): Promise<void> {
    line.inFlight += 1;
    while (line.waiting.length > 0) await settle(take(line.waiting));
    line.inFlight -= 1;
    if (line.inFlight === 0) lines.delete(organisation);
  }

  async function settle(together: readonly Waiting[]): Promise<void> {
    try {
      const answers = await push(pool, table, together);
      together.forEach(({ resolve }, index) => resolve(answers[index] ?? null));
    } catch (error) {
      if (together.length > 1) await Promise.all(together.map((each) => settle([each])));
      else together[0]?.reject(error);
    }
  }
}

function fillsOne(waiting: readonly Waiting[]): boolean {
  const mutations = waiting.reduce((sum, { request }) => sum + request.mutations.length, 0);
  return waiting.length >= most.pushes || mutations >= most.mutations;
}

/** Takes the oldest that fit into one transaction, at most one of each till. */
function take(waiting: Waiting[]): Waiting[] {
  const taken: Waiting[] = [];
  const tills = new Set<string>();
  let mutations = 0;
  for (const each of waiting) {
    const count = each.request.mutations.length;
    const fits = taken.length === 0 || (taken.length < most.pushes && mutations + count <= most.mutations);
    if (fits && !tills.has(each.till.id)) {
      taken.push(each);
      mutations += count;
    }
    tills.add(each.till.id); // what the same till sent later does not overtake it
  }
  waiting.splice(0, waiting.length, ...waiting.filter((each) => !taken.includes(each)));
  return taken;
}
