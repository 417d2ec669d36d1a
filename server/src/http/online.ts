import { type Request, type Response, Router } from 'express';
import { onlineRequestSchema, type OnlineView } from '@galley/shared/domain/online-order.ts';
import { type BranchId, orderIdSchema } from '@galley/shared/values/ids.ts';
import {
  idempotencyHeader,
  idempotencyKeySchema,
  onlineQuestions,
  orderingKeyHeader,
} from '@galley/shared/wire/online.ts';
import { z } from 'zod';
import { ask, type Question } from '../messaging/ask.ts';
import { NoAnswer } from '../messaging/bus.ts';
import { onlineTopic } from '../messaging/online-topic.ts';
import { branchOfKey } from '../sync/ordering-keys.ts';
import type { Api } from './app.ts';
import { parseBody, parseQuery } from './parse.ts';
import { HttpRefusal } from './problem.ts';
import { createTryLimit } from './try-limit.ts';

const heartbeatMs = 20_000;
/** Longer than an order takes to be paid or given up; a page that still wants to know connects anew. */
const longestMs = 30 * 60_000;

/** `EventSource` sets no headers, so a page may carry its key in the address where it listens. */
export const onlineLiveQuery = { key: z.string().max(100).optional() };

/** `/online`: what a branch's ordering page may do. The page's key says at which branch; who knows an order's id may see it. */
export function online(api: Api): Router {
  const router = Router();
  const placing = createTryLimit(20, 60_000);
  const looking = createTryLimit(300, 60_000);
  const listening = createTryLimit(60, 60_000);

  router.post('/online/orders', async (request: Request, response: Response) => {
    placing(request.ip ?? '');
    const branchId = await branchOf(request);
    const key = parseQuery(idempotencyKeySchema, request.get(idempotencyHeader));
    const order = parseBody(onlineRequestSchema, request.body);
    // Longer than the menu is waited for, so that what was kept is also told.
    const placed = await answerOf(onlineQuestions.place, { branchId, key, request: order }, 5000);
    switch (placed.kind) {
      case 'placed':
        response.status(201).location(`/online/orders/${placed.view.id}`).json(placed.view);
        return;
      case 'refused':
        throw new HttpRefusal(placed.code, placed.message);
      case 'keyReused':
        throw new HttpRefusal(
          'keyReused',
          'This idempotency key has named another order before. Make a new key.',
        );
      case 'away':
        throw away();
    }
  });

  router.get('/online/orders/:id', async (request: Request, response: Response) => {
    looking(request.ip ?? '');
    const branchId = await branchOf(request);
    response.set('Cache-Control', 'no-store').json(await find(branchId, request));
  });

  router.get('/online/orders/:id/live', async (request: Request, response: Response) => {
    listening(request.ip ?? '');
    const { key } = parseQuery(z.object(onlineLiveQuery), request.query);
    const branchId = await branchOf(request, key);
    const { id } = await find(branchId, request);
    response.set({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    let told = 0;
    const tell = async () => {
      const view = await ask(api.bus, onlineQuestions.find, { branchId, id }).catch((fault: unknown) => {
        if (fault instanceof NoAnswer) return null; // the next word of it, or the heartbeat, looks again
        throw fault;
      });
      if (!view || view.revision <= told) return;
      told = view.revision;
      response.write(`event: order\ndata: ${JSON.stringify(view)}\n\n`);
    };
    const subscription = api.bus.onHint(onlineTopic(id), () => void tell());
    const heartbeat = setInterval(() => {
      response.write(': still here\n\n');
      void tell();
    }, heartbeatMs);
    const end = setTimeout(() => response.end(), longestMs);
    api.liveResponses.add(response);
    response.on('close', () => {
      clearInterval(heartbeat);
      clearTimeout(end);
      api.liveResponses.delete(response);
      void subscription.stop();
    });
    await tell();
  });

  return router;

  async function branchOf(request: Request, key = request.get(orderingKeyHeader)): Promise<BranchId> {
    const branchId = key === undefined ? null : await branchOfKey(api.db.pool, key);
    if (branchId) return branchId;
    throw new HttpRefusal(
      'badOrderingKey',
      'This page may not order here (any more). The branch can give it a new key.',
    );
  }

  async function find(branchId: BranchId, request: Request): Promise<OnlineView> {
    const id = parseQuery(orderIdSchema, request.params['id']);
    const view = await answerOf(onlineQuestions.find, { branchId, id });
    if (!view) throw new HttpRefusal('notFound', 'The branch has no such order.');
    return view;
  }

  async function answerOf<Q extends z.ZodType, A extends z.ZodType>(
    question: Question<Q, A>,
    data: z.input<Q>,
    timeoutMs?: number,
  ): Promise<z.output<A>> {
    return askOrRefuse(api, question, data, timeoutMs);
  }
}

/** Asks another service; nobody is there: come again, what was sent is known by its key. */
export async function askOrRefuse<Q extends z.ZodType, A extends z.ZodType>(
  api: Api,
  question: Question<Q, A>,
  data: z.input<Q>,
  timeoutMs?: number,
): Promise<z.output<A>> {
  try {
    return await ask(api.bus, question, data, timeoutMs);
  } catch (error) {
    if (error instanceof NoAnswer) throw away();
    throw error;
  }
}

function away(): HttpRefusal {
  return new HttpRefusal(
    'notReady',
    'The service that has the orders does not answer this moment. Send the same again in a few seconds.',
    3,
  );
}
