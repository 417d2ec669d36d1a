import { commandSchema } from '@galley/shared/wire/commands.ts';
import { mutations, type MutationTable } from '@galley/shared/wire/mutations.ts';
import type { Subscription } from '../messaging/bus.ts';
import { startWorker, type WorkerContext } from '../messaging/worker.ts';
import { resolve, type ResolveCommand } from './resolve.ts';

/** Takes what people decide about the log itself. A worker like the others; its books are the log. */
export function startResolver(context: WorkerContext, table: MutationTable): Promise<Subscription> {
  return startWorker<ResolveCommand>(
    {
      name: 'sync',
      subject: 'cmd.sync.>',
      parse(payload) {
        const { type, data, ...command } = commandSchema.parse(JSON.parse(payload));
        if (type !== 'resolve') throw new Error(`the sync service does not know the command ${type}`);
        return { ...command, type, data: mutations.resolve.data.parse(data) };
      },
      apply: (tx, command) => resolve(tx, table, command),
      placeOf: () => null,
    },
    context,
  );
}
