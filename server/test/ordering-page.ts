import { type OnlineView, onlineViewSchema } from '@galley/shared/domain/online-order.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { idempotencyHeader, orderingKeyHeader, orderingKeySchema } from '@galley/shared/wire/online.ts';
import { demoOffice } from '../src/local/demo.ts';

/** A restaurant's ordering page, reduced to its requests. */
export type OrderingPage = {
  readonly key: string;
  readonly keyId: string;
  /** The office that gave it its key. */
  readonly cookie: string;
  post(body: object, idempotencyKey?: string): Promise<Response>;
  /** Posts an order that is taken. */
  place(body: object): Promise<OnlineView>;
  find(id: string): Promise<OnlineView>;
  /** Looks until it is so. */
  until(id: string, wanted: (view: OnlineView) => boolean): Promise<OnlineView>;
};

export async function openOrderingPage(world: { readonly url: string }): Promise<OrderingPage> {
  const signedIn = await fetch(`${world.url}/office/sign-in`, {
    method: 'POST',
    body: JSON.stringify(demoOffice),
  });
  const cookie = must(signedIn.headers.get('set-cookie'), 'a sign-in sets it').split(';')[0] ?? '';
  const made = await fetch(`${world.url}/office/ordering-keys`, {
    method: 'POST',
    body: JSON.stringify({ name: 'kacchi.example' }),
    headers: { cookie },
  });
  const { id: keyId, key } = orderingKeySchema.parse(await made.json());
  const page: OrderingPage = {
    key,
    keyId,
    cookie,
    post: (body, idempotencyKey = uuidv7()) =>
      fetch(`${world.url}/online/orders`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { [orderingKeyHeader]: key, [idempotencyHeader]: idempotencyKey },
      }),
    async place(body) {
      const response = await page.post(body);
      if (response.status !== 201) throw new Error(await response.text());
      return onlineViewSchema.parse(await response.json());
    },
    async find(id) {
      const headers = { [orderingKeyHeader]: key };
      return onlineViewSchema.parse(
        await (await fetch(`${world.url}/online/orders/${id}`, { headers })).json(),
      );
    },
    async until(id, wanted) {
      const deadline = Date.now() + 20_000;
      for (;;) {
        const view = await page.find(id);
        if (wanted(view)) return view;
        if (Date.now() > deadline) throw new Error(`not so in 20 s: ${JSON.stringify(view)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
  return page;
}

/** So many of one product, to be fetched; a card that pays. */
export function orderOf(product: Product, count: number, changes: object = {}): object {
  return {
    type: 'takeaway',
    name: 'Rahim',
    phone: '+880 1711 223344',
    lines: [{ productId: product.id, quantity: count }],
    total: product.price * count,
    paymentToken: 'tok_visa_4242',
    ...changes,
  };
}
