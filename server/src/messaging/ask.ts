import type { Logger } from 'pino';
import { z } from 'zod';
import type { Bus, Subscription } from './bus.ts';

/** A question that one service asks another while somebody waits: its subject is `ask.<topic>`. */
export type Question<Q extends z.ZodType = z.ZodType, A extends z.ZodType = z.ZodType> = {
  readonly topic: string;
  readonly question: Q;
  readonly answer: A;
};

/** Keeps the pair of schemas. */
export function question<Q extends z.ZodType, A extends z.ZodType>(
  topic: string,
  schemas: { readonly question: Q; readonly answer: A },
): Question<Q, A> {
  return { topic, ...schemas };
}

const usualTimeoutMs = 3000;
const replySchema = z.union([z.object({ answer: z.unknown() }).strict(), z.object({ fault: z.string() })]);

/** Asks, and reads the answer. Throws `NoAnswer` when none comes in time, and the other side's fault when it had one. */
export async function ask<Q extends z.ZodType, A extends z.ZodType>(
  bus: Bus,
  { topic, question: schema, answer }: Question<Q, A>,
  data: z.input<Q>,
  timeoutMs = usualTimeoutMs,
): Promise<z.output<A>> {
  const text = await bus.request(topic, JSON.stringify(schema.parse(data)), timeoutMs);
  const reply = replySchema.parse(JSON.parse(text));
  if ('fault' in reply) throw new Error(`${topic}: ${reply.fault}`);
  return answer.parse(reply.answer);
}

/** Answers a question until it is stopped. What `give` throws is logged here and told to whoever asked. */
export function answerQuestion<Q extends z.ZodType, A extends z.ZodType>(
  { bus, log }: { readonly bus: Bus; readonly log: Logger },
  { topic, question: schema }: Question<Q, A>,
  give: (data: z.output<Q>) => Promise<z.input<A>>,
): Subscription {
  return bus.answer(topic, async (text) => {
    try {
      return JSON.stringify({ answer: await give(schema.parse(JSON.parse(text))) });
    } catch (error) {
      log.error({ err: error, topic }, 'a question could not be answered');
      return JSON.stringify({ fault: error instanceof Error ? error.message : String(error) });
    }
  });
}
