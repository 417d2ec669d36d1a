import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { uuidv7 } from '@galley/shared/values/ids.ts';

type Row = Record<string, unknown> & { id: string; metadata: Record<string, string> };
/** What the next request to a path does instead: an answer that never comes, an error, or too much at once. */
export type Mischief = 'lostAnswer' | 'lostRequest' | 'error500' | 'tooMany';

/**
 * A stand-in for Stripe's API on a real socket, as far as we use it: form bodies, idempotency keys, intents that take
 * their amount once, refunds, and cards by their test tokens.
 */
export type StripeStandIn = AsyncDisposable & {
  readonly at: { readonly host: string; readonly port: number; readonly protocol: 'http' };
  readonly intents: ReadonlyMap<string, Row>;
  readonly refunds: readonly Row[];
  /** All charges that took money, by intent: never more than one each. */
  readonly taken: readonly string[];
  /** The bodies that were sent, for what must never be in one. */
  readonly requests: readonly {
    readonly path: string;
    readonly body: string;
    readonly key: string | undefined;
  }[];
  /** The next request whose path has `part` in it goes wrong. */
  next(part: string, mischief: Mischief): void;
};

const declines: Readonly<Record<string, string>> = {
  tok_chargeDeclinedInsufficientFunds: 'insufficient_funds',
  tok_chargeDeclinedExpiredCard: 'expired_card',
  tok_chargeDeclined: 'generic_decline',
};

export async function startStripe(): Promise<StripeStandIn> {
  const intents = new Map<string, Row>();
  const refunds: Row[] = [];
  const taken: string[] = [];
  const requests: { path: string; body: string; key: string | undefined }[] = [];
  const answers = new Map<string, { status: number; body: unknown }>();
  const mischiefs: { part: string; mischief: Mischief }[] = [];

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error)); // a test sees it as a lost answer
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // a request without an encoding gives buffers
    const body = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? '/', 'http://stripe');
    const key = request.headers['idempotency-key']?.toString();
    requests.push({ path: url.pathname, body, key });
    const index = mischiefs.findIndex(({ part }) => `${request.method} ${url.pathname}`.includes(part));
    const mischief = index >= 0 ? mischiefs.splice(index, 1)[0]?.mischief : undefined;
    if (mischief === 'lostRequest') return; // silence
    if (mischief === 'error500') return say(response, 500, failure('api_error'));
    if (mischief === 'tooMany') return say(response, 429, failure('rate_limit_error', 'rate_limit'));
    const done = (key && answers.get(key)) || handle(request.method ?? '', url, new URLSearchParams(body));
    if (key) answers.set(key, done);
    if (mischief !== 'lostAnswer') say(response, done.status, done.body);
  }

  function handle(method: string, url: URL, form: URLSearchParams): { status: number; body: unknown } {
    const [, , kind, id = '', verb] = url.pathname.split('/');
    if (kind === 'refunds') {
      if (method === 'GET') {
        const of = refunds.filter(
          (each) => each['payment_intent'] === url.searchParams.get('payment_intent'),
        );
        return { status: 200, body: { object: 'list', data: of, has_more: false } };
      }
      return refund(form);
    }
    if (kind !== 'payment_intents') return { status: 404, body: failure('invalid_request_error') };
    if (method === 'POST' && id === '') return { status: 200, body: create(form) };
    const intent = intents.get(id);
    if (!intent) return { status: 404, body: failure('invalid_request_error', 'resource_missing', 'intent') };
    if (method === 'GET') return { status: 200, body: intent };
    if (intent['status'] === 'succeeded' || intent['status'] === 'canceled')
      return { status: 400, body: failure('invalid_request_error', 'payment_intent_unexpected_state') };
    if (verb === 'cancel') intent['status'] = 'canceled';
    else return confirm(intent, form);
    return { status: 200, body: intent };
  }

  function create(form: URLSearchParams): Row {
    const intent: Row = {
      id: `pi_${uuidv7().replaceAll('-', '')}`,
      object: 'payment_intent',
      amount: Number(form.get('amount')),
      currency: form.get('currency'),
      status: 'requires_payment_method',
      last_payment_error: null,
      latest_charge: null,
      metadata: metadataOf(form),
    };
    intents.set(intent.id, intent);
    return intent;
  }

  function confirm(intent: Row, form: URLSearchParams) {
    const token = form.get('payment_method_data[card][token]') ?? form.get('payment_method') ?? '';
    if (token === 'tok_unknown') {
      return { status: 400, body: failure('invalid_request_error', 'resource_missing', 'payment_method') };
    }
    const decline = declines[token];
    if (decline) {
      const error = { type: 'card_error', code: 'card_declined', decline_code: decline, message: 'declined' };
      intent['last_payment_error'] = error;
      return { status: 402, body: { error } };
    }
    intent['status'] = token === 'tok_slow' ? 'processing' : 'succeeded';
    if (intent['status'] === 'succeeded') taken.push(intent.id);
    const card = { brand: 'visa', last4: '4242' };
    intent['latest_charge'] = { id: `ch_${intent.id}`, object: 'charge', payment_method_details: { card } };
    return { status: 200, body: intent };
  }

  function refund(form: URLSearchParams) {
    const intent = intents.get(form.get('payment_intent') ?? '');
    const amount = Number(form.get('amount'));
    const gone = refunds.filter((each) => each['payment_intent'] === intent?.id);
    const left = Number(intent?.['amount']) - gone.reduce((sum, each) => sum + Number(each['amount']), 0);
    if (intent?.['status'] !== 'succeeded' || amount > left)
      return { status: 400, body: failure('invalid_request_error', 'charge_already_refunded') };
    const row: Row = {
      id: `re_${refunds.length + 1}`,
      object: 'refund',
      payment_intent: intent.id,
      amount,
      status: 'succeeded',
      metadata: metadataOf(form),
    };
    refunds.push(row);
    return { status: 200, body: row };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a server on a port has one
  return {
    at: { host: '127.0.0.1', port, protocol: 'http' },
    intents,
    refunds,
    taken,
    requests,
    next: (part, mischief) => void mischiefs.push({ part, mischief }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function say(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function failure(type: string, code?: string, param?: string) {
  return { error: { type, code, param, message: 'No.' } };
}

function metadataOf(form: URLSearchParams): Record<string, string> {
  const entries = [...form].flatMap(([name, value]) => {
    const found = /^metadata\[(\w+)\]$/.exec(name)?.[1];
    return found ? [[found, value]] : [];
  });
  return Object.fromEntries(entries) as Record<string, string>; // pairs of texts
}

/** What the stand-in signs its calls with; a world's server knows it. */
export const stripeSecret = 'whsec_of_the_tests';

type Call = {
  readonly type: string;
  /** The same for a call that is repeated. */
  readonly id?: string;
  readonly object?: unknown;
  readonly secret?: string;
  readonly secondsAgo?: number;
  /** What a go-between makes of the body after it was signed. */
  readonly change?: (body: string) => string;
};

/** Calls `/webhooks/stripe` as Stripe does. */
export function callAsStripe(
  url: string,
  { type, id, object, secret, secondsAgo = 0, change }: Call,
): Promise<Response> {
  const signedAt = Math.floor(Date.now() / 1000) - secondsAgo;
  const body = JSON.stringify(
    {
      id: id ?? `evt_${uuidv7()}`,
      object: 'event',
      type,
      data: {
        object: object ?? { id: 'pi_unknown', object: 'payment_intent', metadata: { branchId: uuidv7() } },
      },
    },
    null,
    2,
  );
  const signature = createHmac('sha256', secret ?? stripeSecret)
    .update(`${signedAt}.${body}`)
    .digest('hex');
  return fetch(`${url}/webhooks/stripe`, {
    method: 'POST',
    body: change ? change(body) : body,
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${signedAt},v1=${signature}` },
  });
}
