import { type Request, type Response, Router } from 'express';
import type { PoolClient } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { productIdSchema } from '@galley/shared/values/ids.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import {
  type OfficeStockRequest, officeStockRequestSchema, type StockAnswer, stockFilterSchema, type StockRow,
} from '@galley/shared/wire/stock-office.ts'; // prettier-ignore
import { stockRefusalSchema } from '@galley/shared/wire/stock-requests.ts';
import { z } from 'zod';
import { inOrganisation } from '../db/organisation.ts';
import { stockQuestions } from '../inventory/questions.ts';
import { ask, type Question } from '../messaging/ask.ts';
import { fieldChanges, keepOfficeChanges, type OfficeChange } from '../sync/audit-office.ts';
import { type Asking, askInventory, readRequest } from '../sync/requests.ts';
import type { Api } from './app.ts';
import { officeSession, type OfficeSession } from './office-auth.ts';
import { parseBody, parseQuery } from './parse.ts';
import { HttpRefusal } from './problem.ts';

export const stockQuery = {
  filter: stockFilterSchema.optional(),
  search: z.string().max(100).optional(),
  after: z.string().max(400).optional(),
};
export const stockMovementsQuery = { product: productIdSchema, after: z.string().max(100).optional() };
export const stockItemsQuery = {
  search: z.string().max(100).optional(),
  /** With commas between them. */
  ids: z.string().max(8000).optional(),
};

const pageSize = 60;
/** Books answer in some hundredths of a second; who has waited this long is told that it will be done. */
const patienceMs = 3000;

/** `/office/stock`: what is there, what moved and why, and what somebody writes about it. */
export function officeStock(api: Api): Router {
  const router = Router();
  const asked = <Q extends z.ZodType, A extends z.ZodType>(question: Question<Q, A>, data: z.input<Q>) =>
    ask(api.bus, question, data);

  router.get('/office/stock', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'accountant');
    const { filter = 'all', search = '', after = null } = parseQuery(z.object(stockQuery), request.query);
    response.json(await asked(stockQuestions.levels, { branchId, filter, search, after, limit: pageSize }));
  });

  router.get('/office/stock/movements', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'accountant');
    const { product, after = null } = parseQuery(z.object(stockMovementsQuery), request.query);
    response.json(await asked(stockQuestions.movements, { branchId, productId: product, after }));
  });

  router.get('/office/stock/lots', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'accountant');
    response.json(await asked(stockQuestions.expiring, { branchId }));
  });

  router.get('/office/stock/transfers', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'accountant');
    response.json(await asked(stockQuestions.transfers, { branchId }));
  });

  router.get('/office/stock/items', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'accountant');
    const { search = '', ids } = parseQuery(z.object(stockItemsQuery), request.query);
    const named = ids === undefined ? null : parseQuery(z.array(productIdSchema), ids.split(','));
    response.json(await asked(stockQuestions.items, { branchId, search, ids: named }));
  });

  router.get('/office/stock/branches', async (request: Request, response: Response) => {
    const session = await officeSession(api.db, request, 'accountant');
    response.json({ branches: await branchesOf(session) });
  });

  router.get('/office/stock/export', async (request: Request, response: Response) => {
    const { branchId } = await officeSession(api.db, request, 'accountant');
    const rows: StockRow[] = [];
    let after: string | null = null;
    do {
      const page: z.output<(typeof stockQuestions.levels)['answer']> = await asked(stockQuestions.levels, {
        branchId, filter: 'all', search: '', after, limit: 500,
      }); // prettier-ignore
      rows.push(...page.rows);
      after = page.next;
    } while (after !== null);
    response.json({ csv: csvOf(rows) });
  });

  router.post('/office/stock/request', async (request: Request, response: Response) => {
    const session = await officeSession(api.db, request, 'manager');
    const said = parseBody(officeStockRequestSchema, request.body);
    if (said.type === 'sendTransfer') await checkDestination(session, said.data.to);
    const { branchId, organisationId, name } = session;
    const asking: Asking = { id: said.data.id, branchId, by: name };
    const known = await inOrganisation(api.db.pool, organisationId, async (tx) => {
      if (await write(tx, asking, said)) await keepOfficeChanges(tx, session, [changeOf(said)]);
      return readRequest(tx, asking.id);
    });
    // The id of another branch's request, or of another one: nothing was written under it.
    if (known?.branchId !== branchId) throw new HttpRefusal('badRequest', 'This id is taken already.');
    api.wakeRelay();
    api.log.info({ type: said.type, id: said.data.id, by: name }, 'stock request');
    response.json(await answered(session, asking.id));
  });

  return router;

  async function branchesOf({ organisationId }: OfficeSession) {
    return inOrganisation(api.db.pool, organisationId, async (tx) => {
      const { rows } = await tx.query<{ id: string; name: string }>(
        'select id, name from branch order by name',
      );
      return rows;
    });
  }

  async function checkDestination(session: OfficeSession, to: string): Promise<void> {
    const branches = await branchesOf(session);
    if (to === session.branchId || !branches.some(({ id }) => id === to))
      throw new HttpRefusal('badRequest', 'Goods go to another branch of the organisation.');
  }

  /** What became of it, if that is known soon. */
  async function answered({ organisationId }: OfficeSession, id: string): Promise<StockAnswer> {
    for (const end = Date.now() + patienceMs; Date.now() < end; await wait(30)) {
      const known = await inOrganisation(api.db.pool, organisationId, (tx) => readRequest(tx, id));
      if (known?.state === 'settled') return { state: 'booked' };
      if (known?.state === 'quarantined') return { state: 'failed', cause: known.answer };
      if (known?.state === 'refused')
        return { state: 'refused', refusal: stockRefusalSchema.parse(JSON.parse(known.answer)) };
    }
    return { state: 'waiting' };
  }
}

function write(tx: PoolClient, asking: Asking, said: OfficeStockRequest): Promise<boolean> {
  const { by } = asking;
  switch (said.type) {
    case 'receiveGoods':
      return askInventory(tx, asking, said.type, { ...said.data, by });
    case 'recordWaste':
      return askInventory(tx, asking, said.type, { ...said.data, by });
    case 'adjustStock':
      return askInventory(tx, asking, said.type, { ...said.data, by });
    case 'countStock':
      return askInventory(tx, asking, said.type, { ...said.data, by });
    case 'sendTransfer':
      return askInventory(tx, asking, said.type, { ...said.data, by });
    case 'receiveTransfer':
      return askInventory(tx, asking, said.type, { ...said.data, by });
    case 'setIngredient': {
      const since = instant(Date.now());
      const { recipe = null, ...ingredient } = said.data.ingredient;
      const item = { ...ingredient, kind: 'ingredient' as const, stocked: true, recipe, since, by };
      return askInventory(tx, asking, 'setItems', { items: [item] });
    }
  }
} // prettier-ignore

/** What the audit log says of it; what was moved by how much stands in the stock's own list, under the same note. */
function changeOf(said: OfficeStockRequest): OfficeChange {
  const { type, data } = said;
  if (type === 'setIngredient')
    return { kind: 'stock', what: data.ingredient.name, changes: fieldChanges(null, data.ingredient) };
  const reason = 'note' in data ? data.note : '';
  const supplier = 'supplier' in data && data.supplier !== '' ? data.supplier : null;
  const changes = fieldChanges(null, { supplier, lines: data.lines.length });
  return { kind: 'stock', what: type, changes, ...(reason && { reason }) };
}

const columns = ['name', 'kind', 'unit', 'on_hand', 'shortage', 'reserved', 'low_at', 'value_minor_units'];

/** RFC 4180. A text that a spreadsheet would take for a formula begins with an apostrophe. */
function csvOf(rows: readonly StockRow[]): string {
  const lines = rows.map((row) =>
    [
      row.name, row.kind, row.unit ?? '', formatQuantity(row.onHand), formatQuantity(row.shortage), formatQuantity(row.reserved),
      row.lowAt === null ? '' : formatQuantity(row.lowAt), String(row.value),
    ].map(cellOf).join(','),
  ); // prettier-ignore
  return [columns.join(','), ...lines, ''].join('\r\n');
}

function cellOf(text: string): string {
  const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
