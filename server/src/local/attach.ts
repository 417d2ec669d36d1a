import type { Branch } from '@galley/shared/domain/branch.ts';
import { newId, uuidFrom } from '@galley/shared/values/ids.ts';
import { type Money, money } from '@galley/shared/values/money.ts';
import { openPool, openSyncDatabase } from '../db/open.ts';
import { createBranch, createTill } from '../sync/create-branch.ts';
import { createEnrolmentCode } from '../sync/enrolment.ts';
import type { ImportReport } from '@galley/shared/wire/menu.ts';
import { importMenu } from '../menu/import-menu.ts';
import { readEntity } from '../sync/read-entity.ts';
import { LocalServiceFault } from './fault.ts';
import { dataFolder, type LocalGalley, startGalley } from './galley.ts';
import { findRunning } from './running.ts';

/** What the command line tools can do beside a server: they work on its databases, as the person who runs it. */
export type Attached = {
  readonly url: string;
  /** The branch of this name; with `create` it is made if it is not there. */
  branch(name: string | null, create: { readonly currency: string } | null): Promise<Branch>;
  importMenu(branch: Branch, csv: string): Promise<ImportReport>;
  /** Makes the till if it is not there, and a code to enrol it. */
  enrolCode(branch: Branch, code: string, name: string): Promise<string>;
  totalsByCategory(branch: Branch): Promise<SalesTotals>;
  stop(): Promise<void>;
};
export type SalesTotals = {
  readonly sales: number;
  readonly lines: number;
  readonly total: Money;
  readonly categories: readonly { readonly name: string; readonly total: Money }[];
};

/** Joins the Galley that runs on the data folder, or starts one for as long as the tool runs. */
export async function attach(): Promise<Attached> {
  const dataDir = dataFolder();
  const running = findRunning(dataDir);
  const started = running ? null : await startGalley(dataDir, console.error);
  const { url, addresses } = running ?? started ?? unreachable();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stopEarly(started));
  }
  const db = openSyncDatabase(addresses.SYNC_DATABASE_URL);
  const sales = openPool(addresses.SALES_DATABASE_URL);

  return {
    url,
    async branch(name, create) {
      const branches = await db.prisma.branch.findMany({ orderBy: { name: 'asc' } });
      const found =
        name === null
          ? branches.length === 1
            ? branches[0]
            : undefined
          : branches.find((each) => each.name === name);
      if (found) return readEntity(db.pool, found.id, 'branch', found.id);
      if (name !== null && create) return newBranch(name, create.currency);
      const names = branches.map((branch) => branch.name).join(', ') || 'none yet: run npm start first';
      throw new LocalServiceFault(
        name === null
          ? `Say which branch: --branch NAME. There are: ${names}.`
          : `There is no branch "${name}". There are: ${names}.`,
      );
    },
    importMenu: (branch, csv) => importMenu(db, branch, csv),
    async enrolCode(branch, code, name) {
      const id = newId<Parameters<typeof createTill>[2]['id']>(() => uuidFrom(`${branch.id} till ${code}`));
      await createTill(db, branch.id, { id, code, name, receiptPrinterId: null });
      return createEnrolmentCode(db.pool, id, 10);
    },
    totalsByCategory: (branch) => readTotals(sales, branch),
    async stop() {
      await db.close();
      await sales.end();
      await started?.stop();
    },
  };

  async function newBranch(name: string, currency: string): Promise<Branch> {
    const branch: Branch = {
      id: newId(() => uuidFrom(`galley branch ${name}`)),
      organisationId: newId(() => uuidFrom(`galley organisation of ${name}`)),
      name,
      receiptHead: [name],
      receiptFoot: [],
      currency,
      cashStep: 1,
      timeZone: 'UTC',
    };
    await createBranch(db, name, branch);
    return branch;
  }
}

async function readTotals(sales: ReturnType<typeof openPool>, branch: Branch): Promise<SalesTotals> {
  const { rows } = await sales.query<{ name: string; total: string; lines: string }>(
    `select l.category as name, sum(l.total)::text as total, count(*)::text as lines
       from sale s join sale_line l on l.sale_id = s.id where s.branch_id = $1 group by 1 order by 1`,
    [branch.id],
  );
  const { rows: counted } = await sales.query<{ sales: string; total: string }>(
    `select count(*)::text as sales, coalesce(sum(total), 0)::text as total from sale where branch_id = $1`,
    [branch.id],
  );
  return {
    sales: Number(counted[0]?.sales ?? 0),
    total: money(Number(counted[0]?.total ?? 0)),
    lines: rows.reduce((sum, row) => sum + Number(row.lines), 0),
    categories: rows.map((row) => ({ name: row.name, total: money(Number(row.total)) })),
  };
}

/** Whoever stops the tool stops what was started for it; what has reached the server stays. */
async function stopEarly(started: LocalGalley | null): Promise<void> {
  await started?.stop();
  console.error('Stopped. What has arrived stays; the same command goes on from there.');
  process.exit(130);
}

function unreachable(): never {
  throw new Error('a Galley is either running or was started');
}
