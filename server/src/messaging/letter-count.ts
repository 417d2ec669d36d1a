import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Bus, Subscription } from './bus.ts';
import { hintFromAll, type Service, services } from './streams.ts';

const everyMs = 5000;
const countSchema = z.object({ service: z.enum(services), open: z.int().min(0) });

/** Tells, now and then, how many dead letters of a service wait for a person: only it can look into its database. */
export function startTellingLetters(
  { pool, bus, log }: { readonly pool: Pool; readonly bus: Bus; readonly log: Logger },
  service: Service,
): Subscription {
  let running = Promise.resolve();
  const tell = async () => {
    const { rows } = await pool.query<{ open: number }>(
      `select count(*)::int as open from dead_letter where state in ('open', 'replaying')`,
    );
    bus.hint(hintFromAll, JSON.stringify({ service, open: rows[0]?.open ?? 0 }));
  };
  const timer = setInterval(() => {
    running = running
      .then(tell)
      .catch((error: unknown) => log.warn({ err: error }, 'dead letters will be counted again'));
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** What the services have told: service -> dead letters that wait for a person. A silent one is missing. */
export type LetterCount = Subscription & { read(): Partial<Record<Service, number>> };

export function countLetters(bus: Bus): LetterCount {
  const counts = new Map<Service, number>();
  const hints = bus.onHint(hintFromAll, (text) => {
    const { service, open } = countSchema.parse(JSON.parse(text));
    counts.set(service, open);
  });
  return { stop: () => hints.stop(), read: () => Object.fromEntries(counts) };
}
