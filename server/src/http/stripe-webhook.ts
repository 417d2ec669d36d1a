import express, { type Request, type Response, Router } from 'express';
import { hasCardNumber } from '@galley/shared/values/card-number.ts';
import { type BranchId, branchIdSchema, uuidFrom } from '@galley/shared/values/ids.ts';
import { pushLimits } from '@galley/shared/wire/push.ts';
import { z } from 'zod';
import { inTransaction } from '../db/transaction.ts';
import { takeIntoInbox } from '../messaging/inbox.ts';
import { tellEvent } from '../sync/tell-event.ts';
import type { Api } from './app.ts';
import { HttpRefusal } from './problem.ts';

/** `pi_3MtwBwLkdIwHu7ix28a3tqPa`: a name, and never a number. */
const stripeIdSchema = z
  .string()
  .regex(/^[a-z]+_\w{1,100}$/)
  .refine((id) => !hasCardNumber(id));

/** What we read of an event: which intent it speaks of, and whose that is. What became of it, Stripe is asked. */
const eventSchema = z.object({
  id: z.string().min(1).max(255),
  data: z.object({
    object: z.object({
      id: stripeIdSchema,
      object: z.string(),
      payment_intent: stripeIdSchema.nullish(),
      metadata: z.object({ branchId: branchIdSchema.optional() }).nullish(),
    }),
  }),
});

/** Older than this a call may be somebody's who kept it. */
const toleranceSeconds = 300;

/**
 * `POST /webhooks/stripe`: Stripe calls when something became of an intent. Only its signature over the exact bytes is
 * trusted, and only the name of the intent is taken from it: the payments worker asks Stripe for the truth. So a call
 * that comes late, twice or before another one can do no more than make it ask once more.
 */
export function stripeWebhook(api: Api): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: pushLimits.bodyBytes });
  router.post('/webhooks/stripe', raw, async (request: Request, response: Response) => {
    const body: unknown = request.body;
    const event = await readSigned(
      api.webhookSecrets,
      Buffer.isBuffer(body) ? body : Buffer.alloc(0),
      request.get('stripe-signature') ?? '',
    );
    const { object } = event.data;
    const reference = object.object === 'payment_intent' ? object.id : object.payment_intent;
    const branchId = object.metadata?.branchId;
    if (reference && branchId) await pass(event.id, { reference, branchId });
    response.status(204).end();
  });

  /** Once for each event, in the same transaction as what it causes. */
  async function pass(eventId: string, { reference, branchId }: { reference: string; branchId: BranchId }) {
    const id = uuidFrom(`stripe ${eventId}`);
    await inTransaction(api.db.pool, async (tx) => {
      if ((await takeIntoInbox(tx, [id])).size === 0) return;
      await tellEvent(tx, { id, branchId }, 'gatewayCalled', { reference });
    });
    api.wakeRelay();
  }

  return router;
}

async function readSigned(secrets: readonly string[], body: Buffer, signature: string) {
  if (secrets.length === 0) throw new HttpRefusal('notFound', 'This server takes no calls from Stripe.');
  const { Stripe } = await import('stripe'); // only where somebody calls
  for (const secret of secrets) {
    try {
      const event: unknown = Stripe.webhooks.constructEvent(body, signature, secret, toleranceSeconds);
      return eventSchema.parse(event);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) {
        throw new HttpRefusal('badRequest', 'This is no event of Stripe.');
      }
    }
  }
  throw new HttpRefusal('badRequest', 'The signature does not fit the body, or is too old.');
}
