import type { PoolClient } from 'pg';
import { webTillOf } from '@galley/shared/domain/online-order.ts';
import { refundedIdsOf } from '@galley/shared/domain/typed-refund.ts';
import { type AnyCommandOf, type CommandOf, parseCommand } from '@galley/shared/wire/commands.ts';
import { eventSchema } from '@galley/shared/wire/events.ts';
import type { OrderId, ShiftId } from '@galley/shared/values/ids.ts';
import { salesQuestions } from '@galley/shared/wire/sales-office.ts';
import type { MutationNameOf } from '@galley/shared/wire/mutations.ts';
import type { Answer } from '../messaging/answer.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { answerQuestion } from '../messaging/ask.ts';
import { startWorker } from '../messaging/worker.ts';
import { type Needs, SalesBooks } from './books.ts';
import { closeShift } from './close-shift.ts';
import { completeSale } from './complete-sale.ts';
import { findSale, listSales, locateSale } from './find-sales.ts';
import { forgetCustomer } from './forget-customer.ts';
import { markTicket } from './mark-ticket.ts';
import { moveCash } from './move-cash.ts';
import { changeOrder } from './change-order.ts';
import { moveLines } from './move-lines.ts';
import { hearEvent, isSagaEvent, ordersOf, type SagaEvent } from './online/answers.ts';
import { type OnlineTimes, startOnline } from './online/start-online.ts';
import { onlineSaleId } from './online/stored.ts';
import { type OnlineCommand, onlineCommand } from './online/till-commands.ts';
import { openShift } from './open-shift.ts';
import { punchClock } from './punch-clock.ts';
import { saveCustomer } from './save-customer.ts';
import { refundSale } from './refund-sale.ts';
import { sendToKitchen } from './send-to-kitchen.ts';
import { voidLine } from './void-line.ts';
import { waitForShift } from './wait-for-shift.ts';

export type SalesCommand<N extends MutationNameOf<'sales'>> = CommandOf<N>;
type AnyCommand = AnyCommandOf<'sales'>;
type Message = AnyCommand | SagaEvent;

/**
 * Keeps the books of orders, tickets, sales and shifts: one file a command. Online orders are born here, and what other
 * services say of them moves them on.
 */
export async function startSales(context: WorkerContext, times?: OnlineTimes): Promise<Subscription> {
  const online = startOnline(context, times);
  const { pool } = context;
  const answering = [
    answerQuestion(context, salesQuestions.forgetCustomer, (asked) => forgetCustomer(context, asked)),
    answerQuestion(context, salesQuestions.list, (asked) => listSales(pool, asked)),
    answerQuestion(context, salesQuestions.find, (asked) => findSale(pool, asked)),
    answerQuestion(context, salesQuestions.locate, (asked) => locateSale(pool, asked)),
  ];
  const worker = await startWorker<Message, SalesBooks>(
    {
      name: 'sales',
      parse: parseMessage,
      placeOf: (message) => {
        if (!('turn' in message) || message.turn === null) return null;
        const { tillId, incarnation, turn } = message;
        return { tillId, incarnation, turn };
      },
      open: (tx: PoolClient, messages) => SalesBooks.open(tx, needsOf(messages)),
      apply: (books, message, waitedMs) =>
        'turn' in message
          ? (waitForShift(books, message, shiftIdsOf(message), waitedMs) ?? apply(books, message, waitedMs))
          : hearEvent(books, message),
      save: (tx, books) => books.save(tx),
    },
    context,
  );
  return {
    async stop() {
      await online.stop();
      await Promise.all(answering.map((each) => each.stop()));
      await worker.stop();
    },
  };
}

function parseMessage(payload: string): Message {
  const read: unknown = JSON.parse(payload);
  if (typeof read === 'object' && read !== null && 'mutation' in read) return parseCommand('sales', payload);
  const event = eventSchema.parse(read);
  if (!isSagaEvent(event)) throw new Error(`the sales worker does not know the event ${event.type}`);
  return event;
}

function needsOf(messages: readonly Message[]): Needs {
  const commands = messages.filter((message) => 'turn' in message);
  const online = commands.filter(isOnline);
  const events = messages.filter((message): message is SagaEvent => !('turn' in message));
  const onlineIds = [...events.flatMap(ordersOf), ...online.map(({ data }) => data.orderId)];
  const channels = [...events, ...online].map(({ branchId }) => ({
    tillId: webTillOf(branchId),
    incarnation: 1,
  }));
  const sales = commands.filter((command) => command.type === 'completeSale');
  const refunds = commands.filter((command) => command.type === 'refundSale');
  const receipts = [
    ...sales.map(({ branchId, data }) => ({ branchId, ...data.sale })),
    ...refunds.map(({ branchId, data }) => ({ branchId, ...data.refund })),
  ];
  const reports = commands.flatMap((each) => (each.type === 'closeShift' ? [each.data.report] : []));
  const late = commands.filter((command) => command.turn === null);
  return {
    orderIds: [...commands.flatMap(orderIdsOf), ...events.flatMap(ordersOf)],
    ticketIds: commands.flatMap((each) =>
      each.type === 'markTicket' ? [each.data.ticketState.ticketId] : [],
    ),
    shiftIds: [...new Set(commands.flatMap(shiftIdsOf))],
    lockedShiftIds: [...new Set([...reports.map(({ shift }) => shift.id), ...late.flatMap(shiftIdsOf)])],
    reports,
    receiptChains: [...sales, ...refunds, ...channels],
    receipts,
    soldAt: sales.map(({ branchId }) => branchId),
    soldIds: sales.flatMap(({ branchId, data }) => refundedIdsOf(branchId, data.sale)),
    refundedSaleIds: [
      ...refunds.map(({ data }) => data.refund.saleId),
      ...online.map(({ data }) => onlineSaleId(data.orderId)),
    ],
    typedNumbers: refunds.flatMap(({ branchId, data: { refund } }) =>
      refund.typed ? [{ branchId, receiptNumber: refund.saleReceiptNumber }] : [],
    ),
    onlineIds: [...new Set(onlineIds)],
    customers: commands.flatMap((each) =>
      each.type === 'saveCustomer' ? [{ branchId: each.branchId, customer: each.data.customer }] : [],
    ),
  };
}

function isOnline(command: AnyCommand): command is OnlineCommand {
  return command.type.endsWith('OnlineOrder');
}

function orderIdsOf(command: AnyCommand): OrderId[] {
  switch (command.type) {
    case 'sendToKitchen':
    case 'completeSale':
    case 'changeOrder':
    case 'closeOrder':
    case 'fireCourse':
    case 'assignLine':
    case 'printBill':
      return [command.data.order.id];
    case 'moveLines':
      return [command.data.from.id, command.data.to.id];
    case 'voidLine':
      return [command.data.orderId];
    case 'openShift':
    case 'refundSale':
    case 'moveCash':
    case 'adjustTip':
    case 'closeShift':
    case 'markTicket':
    case 'punchClock':
    case 'saveCustomer':
    case 'takeOnlineOrder':
    case 'markOnlineOrder':
    case 'refuseOnlineOrder':
      return [];
  }
}

/** The shift that a command's record belongs to. */
function shiftIdsOf(command: AnyCommand): ShiftId[] {
  switch (command.type) {
    case 'completeSale':
      return [command.data.sale.shiftId];
    case 'refundSale':
      return [command.data.refund.shiftId];
    case 'moveCash':
    case 'adjustTip':
      return [command.data.movement.shiftId];
    case 'closeShift':
      return [command.data.report.shift.id];
    case 'openShift': // it is what it brings
    case 'sendToKitchen':
    case 'voidLine':
    case 'changeOrder':
    case 'closeOrder':
    case 'fireCourse':
    case 'assignLine':
    case 'printBill':
    case 'moveLines':
    case 'markTicket':
    case 'punchClock':
    case 'saveCustomer':
    case 'takeOnlineOrder':
    case 'markOnlineOrder':
    case 'refuseOnlineOrder': // the web channel has none
      return [];
  }
}

function apply(books: SalesBooks, command: AnyCommand, waitedMs: number | null): Answer {
  switch (command.type) {
    case 'openShift':
      return openShift(books, command);
    case 'moveCash':
    case 'adjustTip':
      return moveCash(books, command);
    case 'closeShift':
      return closeShift(books, command);
    case 'punchClock':
      return punchClock(books, command);
    case 'saveCustomer':
      return saveCustomer(books, command);
    case 'sendToKitchen':
      return sendToKitchen(books, command);
    case 'voidLine':
      return voidLine(books, command);
    case 'changeOrder':
    case 'closeOrder':
    case 'fireCourse':
    case 'assignLine':
    case 'printBill':
      return changeOrder(books, command);
    case 'moveLines':
      return moveLines(books, command);
    case 'markTicket':
      return markTicket(books, command);
    case 'completeSale':
      return completeSale(books, command, waitedMs);
    case 'refundSale':
      return refundSale(books, command, waitedMs);
    case 'takeOnlineOrder':
    case 'markOnlineOrder':
    case 'refuseOnlineOrder':
      return onlineCommand(books, command);
  }
}
