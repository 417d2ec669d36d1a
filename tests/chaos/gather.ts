import { type Books, booksOfServer } from '../contract/books.ts';
import type { Shop } from './shop.ts';

/** What the server holds, as its tables tell it. */
export type Holdings = {
  readonly epoch: string;
  readonly head: number;
  readonly log: readonly LogRow[];
  readonly forks: readonly { readonly id: string; readonly body: string }[];
  /** The feed: `entity.id` -> its newest state. */
  readonly feed: ReadonlyMap<string, FeedRow>;
  readonly books: Books;
};
export type LogRow = {
  readonly id: string;
  readonly till: string;
  readonly incarnation: number;
  readonly number: number;
  readonly body: string;
  readonly hash: string;
  readonly state: string;
  readonly flags: readonly { readonly code: string; readonly detail: unknown }[];
  readonly cause: string;
};
export type FeedRow = {
  readonly entity: string;
  readonly id: string;
  readonly version: number;
  readonly revision: number;
  readonly data: string | null;
};

export async function gather(shop: Shop): Promise<Holdings> {
  const { pools, world } = shop;
  const { sync } = pools;
  const [feed, log, forks, books] = await Promise.all([
    readFeed(shop),
    sync.query<LogRow>(
      `select id, till_id as till, incarnation, number, body, hash, state, flags, cause from mutation
        order by till_id, incarnation, number`,
    ),
    sync.query<{ id: string; body: string }>('select mutation_id as id, body from fork order by id'),
    booksOfServer(world.databases),
  ]);
  return { ...feed, log: log.rows, forks: forks.rows, books };
}

/** Where the feed ends, and which history it is of. */
export async function readHead({ pools, world }: Shop): Promise<Pick<Holdings, 'epoch' | 'head'>> {
  const { rows } = await pools.sync.query<{ epoch: string; head: number }>(
    `select value as epoch, head::float8 as head from setting, branch where key = 'epoch' and id = $1`,
    [world.branchId],
  );
  return rows[0] ?? { epoch: '', head: 0 };
}

/** The feed and its head, of one moment. */
async function readFeed({ pools, world }: Shop): Promise<Pick<Holdings, 'epoch' | 'head' | 'feed'>> {
  const { rows } = await pools.sync.query<FeedRow & { epoch: string; head: number }>(
    `select (select value from setting where key = 'epoch') as epoch, b.head::float8 as head, c.entity, c.id,
            c.version::float8 as version, c.revision, c.data
       from branch b join change c on c.branch_id = b.id where b.id = $1`,
    [world.branchId],
  );
  return {
    epoch: rows[0]?.epoch ?? '',
    head: rows[0]?.head ?? 0,
    feed: new Map(rows.map((row) => [`${row.entity}.${row.id}`, row])),
  };
}
