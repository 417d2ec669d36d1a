import type { PoolClient } from 'pg';
import { type Command, commandSchema } from '@galley/shared/wire/commands.ts';
import {
  isMutationName,
  type MutationData,
  type MutationName,
  type MutationNameOf,
  mutations,
} from '@galley/shared/wire/mutations.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { Answer } from '../messaging/answer.ts';
import { startWorker, type WorkerContext } from '../messaging/worker.ts';
import { completeSale } from './complete-sale.ts';
import { openShift } from './open-shift.ts';
import { sendToKitchen } from './send-to-kitchen.ts';
import { voidLine } from './void-line.ts';

/** A command whose data has been checked against its mutation's schema. */
export type SalesCommand<N extends MutationName> = Omit<Command, 'type' | 'data'> & {
  readonly type: N;
  readonly data: MutationData<N>;
};
type SalesName = MutationNameOf<'sales'>;
type AnyCommand = { readonly [N in SalesName]: SalesCommand<N> }[SalesName];

/** Keeps the books of orders, tickets, sales and shifts: one file a command. */
export function startSales(context: WorkerContext): Promise<Subscription> {
  return startWorker<AnyCommand>(
    {
      name: 'sales',
      subject: 'cmd.sales.>',
      parse: parseCommand,
      apply,
      placeOf: (command) => (command.turn === 0 ? null : command),
    },
    context,
  );
}

function parseCommand(payload: string): AnyCommand {
  const command = commandSchema.parse(JSON.parse(payload));
  if (!isMutationName(command.type) || mutations[command.type].worker !== 'sales')
    throw new Error(`the sales worker does not know the command ${command.type}`);
  const data = mutations[command.type].data.parse(command.data);
  // The table of mutations pairs each type with the schema that has just parsed the data.
  return { ...command, type: command.type, data } as AnyCommand;
}

function apply(tx: PoolClient, command: AnyCommand): Promise<Answer> {
  switch (command.type) {
    case 'openShift':
      return openShift(tx, command);
    case 'sendToKitchen':
      return sendToKitchen(tx, command);
    case 'voidLine':
      return voidLine(tx, command);
    case 'completeSale':
      return completeSale(tx, command);
  }
}
