import { createBranch } from '@galley/server/sync/create-branch.ts';
import { putEntities } from '@galley/server/sync/put-entities.ts';
import { demoOffice } from '@galley/server/local/demo.ts';
import { readEntity } from '@galley/server/sync/read-entity.ts';
import { type BranchId, newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { pieces, quantity } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type OfficeStockRequest, stockAnswerSchema } from '@galley/shared/wire/stock-office.ts';
import type { World } from '../../server/test/world.ts';

/** Somebody in the office, who writes about the branch's stock over HTTP; each waits until it is booked. */
export type Office = {
  purchase(product: string, count: number): Promise<void>;
  adjust(product: string, by: number): Promise<void>;
  /** To the other branch, where nobody unpacks it. */
  send(product: string, count: number): Promise<void>;
  /** Of the oldest transfer that is still on its way so much comes back, at most; false: nothing is on its way. */
  takeBack(most: number): Promise<boolean>;
  /** From now on so many pieces of each of these are in a dish. */
  cook(dish: string, made: readonly string[], each: number): Promise<void>;
};

export async function openOffice({ url, db, branchId, products }: World): Promise<Office> {
  const branch = await readEntity(db.pool, branchId, 'branch', branchId);
  const elsewhere = { ...branch, id: newId<BranchId>(() => uuidv7()), name: 'Elsewhere' };
  await createBranch(db, 'it is there', elsewhere);
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers: { cookie } });
  const signedIn = await post('/office/sign-in', demoOffice);
  const cookie = must(signedIn.headers.get('set-cookie'), 'a sign-in sets it').split(';')[0];
  const named = (name: string) =>
    must(
      products.find((product) => product.name === name),
      `${name} is on the menu`,
    );
  const travelling: { readonly transferId: string; readonly sent: number }[] = [];

  async function write(said: OfficeStockRequest): Promise<void> {
    const answer = stockAnswerSchema.parse(await (await post('/office/stock/request', said, cookie)).json());
    if (answer.state !== 'booked') throw new Error(`${said.type}: ${JSON.stringify(answer)}`);
  }
  const paper = () => ({ id: uuidv7(), at: instant(Date.now()), note: 'as counted' });

  return {
    async purchase(product, count) {
      const line = { quantity: pieces(count), cost: money(count * 1100), expiresOn: null };
      const lines = [{ productId: named(product).id, ...line }];
      await write({ type: 'receiveGoods', data: { ...paper(), supplier: 'Bazar', lines } });
    },
    async adjust(product, by) {
      const lines = [{ productId: named(product).id, quantity: pieces(by) }];
      await write({ type: 'adjustStock', data: { ...paper(), lines } });
    },
    async send(product, count) {
      const lines = [{ productId: named(product).id, quantity: pieces(count) }];
      const data = { ...paper(), to: elsewhere.id, lines };
      await write({ type: 'sendTransfer', data });
      travelling.push({ transferId: data.id, sent: count });
    },
    async takeBack(most) {
      const transfer = travelling.shift();
      if (!transfer) return false;
      // Its first lot, and of that no more than was sent.
      const lines = [{ place: 0, quantity: pieces(Math.min(most, transfer.sent)) }];
      await write({ type: 'receiveTransfer', data: { ...paper(), transferId: transfer.transferId, lines } });
      return true;
    },
    async cook(dish, made, each) {
      const lines = made.map((name) => ({ productId: named(name).id, quantity: quantity(each * 500) }));
      const data = { ...(await readEntity(db.pool, branchId, 'product', named(dish).id)), recipe: { lines } };
      await putEntities(db.pool, branchId, [{ entity: 'product', id: data.id, data }]);
    },
  };
}
