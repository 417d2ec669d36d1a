import type { AnyCommandOf, Flag } from '@galley/shared/wire/commands.ts';
import { turnOf } from '@galley/shared/domain/online-paper.ts';
import type { Answer } from '../../messaging/answer.ts';
import type { SalesBooks } from '../books.ts';
import { changed, hear, put, stateOf } from './hear.ts';
import type { OnlineData } from './stored.ts';

export type OnlineCommand = Extract<AnyCommandOf<'sales'>, { type: `${string}OnlineOrder` }>;

/**
 * What a till says about an online order that it has from the feed. Two tills may say two things while apart: the first
 * one that comes counts, and what contradicts it is flagged.
 */
export function onlineCommand(books: SalesBooks, command: OnlineCommand): Answer {
  const { data, flags } = command;
  const stored = books.online.find(data.orderId);
  // It was in the books before a till could hear of it: they were restored from a backup that does not have it.
  if (!stored) {
    const lost: Flag = { code: 'onlineOrderOver', detail: {} };
    return { event: 'noted', data: { kind: 'onlineOrder' }, flags: [...flags, lost] };
  }
  const { told, saga } = stored.data;
  if (command.type === 'takeOnlineOrder') return keep(takenBy(command, told));
  if (command.type === 'markOnlineOrder' && command.data.progress === 'printed')
    return keep(told.printedAt === undefined ? { printedAt: data.at } : {});
  if (command.type === 'markOnlineOrder' && command.data.progress === 'ready')
    return keep(told.readyAt === null ? { readyAt: data.at } : {});
  const heard =
    command.type === 'markOnlineOrder'
      ? hear(books, data.orderId, 'delivered', data.at)
      : hear(books, data.orderId, 'refused', data.at, {
          refusal: { reason: command.data.reason, by: command.id },
        });
  if (heard) return { ...heard.answer, flags };
  const isRepeat = (command.type === 'markOnlineOrder') === (saga.status === 'DELIVERED');
  const late: Flag = { code: 'onlineOrderOver', detail: { orderNumber: told.number } };
  return changed(stateOf(stored), isRepeat ? flags : [...flags, late]);

  /** Only of an order that is still to be made. */
  function keep(changes: Partial<OnlineData['told']>): Answer {
    if (!stored || saga.status !== 'PAID' || Object.keys(changes).length === 0)
      return changed(stored ? stateOf(stored) : { revision: 1, data: told }, flags);
    return changed(put(books, { ...stored.data, told: { ...told, ...changes } }, data.at), flags);
  }
}

/** The first one that comes has it, and of those who take over the first one; nobody takes over what is on paper. */
function takenBy(
  { tillId, data: { at, after } }: Extract<OnlineCommand, { type: 'takeOnlineOrder' }>,
  told: OnlineData['told'],
): Partial<OnlineData['told']> {
  const turn = turnOf(told);
  if (turn === 0) return { taken: { tillId, at } };
  if (after !== turn || told.printedAt !== undefined) return {};
  return { taken: { tillId, at, turn: turn + 1 } };
}
