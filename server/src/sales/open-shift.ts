import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import type { SalesCommand } from './worker.ts';

export function openShift(books: SalesBooks, command: SalesCommand<'openShift'>): Answer {
  const { shift } = command.data;
  books.shifts.open(command.branchId, shift);
  return { event: 'shiftOpened', data: { shift: { revision: 1, data: shift } }, flags: command.flags };
}
