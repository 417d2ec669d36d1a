import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import type { SalesCommand } from './worker.ts';

export function punchClock({ shifts }: SalesBooks, command: SalesCommand<'punchClock'>): Answer {
  const { punch } = command.data;
  shifts.punch(command.branchId, punch);
  return { event: 'clockPunched', data: { punch }, flags: command.flags };
}
