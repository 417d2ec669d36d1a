import { type AnyCommandOf, parseCommand } from '@galley/shared/wire/commands.ts';
import type { MutationTable } from '@galley/shared/wire/mutations.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import type { PoolClient } from 'pg';
import { resolve } from './resolve.ts';
import { setAvailability } from './set-availability.ts';

/** Takes what people decide about the log itself and about the menu. A worker like the others; its books are the log. */
export function startResolver(context: WorkerContext, table: MutationTable): Promise<Subscription> {
  return startWorker<AnyCommandOf<'sync'>, PoolClient>(
    {
      name: 'sync',
      parse: (payload) => parseCommand('sync', payload),
      placeOf: () => null,
      // People decide seldom: one after the other, each on the log itself.
      open: (tx) => Promise.resolve(tx),
      apply(tx, command, waitedMs) {
        switch (command.type) {
          case 'resolve':
            return resolve(tx, table, command, waitedMs);
          case 'setAvailability':
            return setAvailability(tx, command);
          case 'note': // its line in the audit log is there since it came
            return { event: 'noted', data: { kind: command.data.note.kind }, flags: command.flags };
        }
      },
      save: () => Promise.resolve(),
    },
    context,
  );
}
