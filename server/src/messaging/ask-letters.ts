import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { branchIdSchema, type BranchId } from '@galley/shared/values/ids.ts';
import { deadLetterSchema } from '@galley/shared/wire/dead-letters.ts';
import { z } from 'zod';
import { answerQuestion, ask, question } from './ask.ts';
import type { Bus, Subscription } from './bus.ts';
import { type LetterBox, openLetterBox } from './letter-box.ts';
import type { Service } from './streams.ts';

const key = z.int().min(1);

/** Only a service can look into its database: the office asks it about its dead letters, and has it do something with one. */
function lettersQuestion(service: Service) {
  return question(`${service}.letters`, {
    question: z.object({ branchId: branchIdSchema }).and(
      z.discriminatedUnion('act', [
        z.object({ act: z.literal('list') }),
        z.object({
          act: z.literal('close'),
          key,
          state: z.enum(['replayed', 'dropped']),
          reason: z.string(),
        }),
        z.object({ act: z.literal('handOver'), key }),
      ]),
    ),
    answer: z.object({ letters: z.array(deadLetterSchema), done: z.boolean() }),
  });
}

/** The letters of a service that is somewhere on the bus. Throws `NoAnswer` while it is away. */
export function askedLetterBox(bus: Bus, service: Service, branchId: BranchId): LetterBox {
  const letters = lettersQuestion(service);
  return {
    list: async () => (await ask(bus, letters, { branchId, act: 'list' })).letters,
    close: async (key, state, reason) =>
      (await ask(bus, letters, { branchId, act: 'close', key, state, reason })).done,
    handOver: async (key) => (await ask(bus, letters, { branchId, act: 'handOver', key })).done,
  };
}

export function startAnsweringLetters(
  context: { readonly pool: Pool; readonly bus: Bus; readonly log: Logger },
  service: Service,
): Subscription {
  return answerQuestion(context, lettersQuestion(service), async (asked) => {
    const box = openLetterBox(context.pool, service, asked.branchId);
    switch (asked.act) {
      case 'list':
        return { letters: [...(await box.list())], done: true };
      case 'close':
        return { letters: [], done: await box.close(asked.key, asked.state, asked.reason) };
      case 'handOver':
        return { letters: [], done: await box.handOver(asked.key) };
    }
  });
}
