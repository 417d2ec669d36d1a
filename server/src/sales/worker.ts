import type { PoolClient } from 'pg';
import { type AnyCommandOf, type CommandOf, parseCommand } from '@galley/shared/wire/commands.ts';
import type { MutationNameOf } from '@galley/shared/wire/mutations.ts';
import type { Answer } from '../messaging/answer.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import { type Needs, SalesBooks } from './books.ts';
import { completeSale } from './complete-sale.ts';
import { openShift } from './open-shift.ts';
import { sendToKitchen } from './send-to-kitchen.ts';
import { voidLine } from './void-line.ts';

export type SalesCommand<N extends MutationNameOf<'sales'>> = CommandOf<N>;
type AnyCommand = AnyCommandOf<'sales'>;

/** Keeps the books of orders, tickets, sales and shifts: one file a command. */
export function startSales(context: WorkerContext): Promise<Subscription> {
  return startWorker<AnyCommand, SalesBooks>(
    {
      name: 'sales',
      subject: 'cmd.sales.>',
      parse: (payload) => parseCommand('sales', payload),
      placeOf: ({ tillId, incarnation, turn }) => (turn === null ? null : { tillId, incarnation, turn }),
      open: (tx: PoolClient, commands) => SalesBooks.open(tx, needsOf(commands)),
      apply,
      save: (tx, books) => books.save(tx),
    },
    context,
  );
}

function needsOf(commands: readonly AnyCommand[]): Needs {
  const sales = commands.filter((command) => command.type === 'completeSale');
  return {
    orderIds: commands.flatMap((command) => {
      if (command.type === 'openShift') return [];
      return [command.type === 'voidLine' ? command.data.orderId : command.data.order.id];
    }),
    shiftIds: sales.map((command) => command.data.sale.shiftId),
    receiptChains: sales,
    sales: sales.map(({ branchId, data }) => ({ branchId, sale: data.sale })),
  };
}

function apply(books: SalesBooks, command: AnyCommand): Answer {
  switch (command.type) {
    case 'openShift':
      return openShift(books, command);
    case 'sendToKitchen':
      return sendToKitchen(books, command);
    case 'voidLine':
      return voidLine(books, command);
    case 'completeSale':
      return completeSale(books, command);
  }
}
