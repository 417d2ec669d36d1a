import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import { afterClose } from './close-shift.ts';
import type { SalesCommand } from './worker.ts';

/** Cash that moved is a fact, whatever the books think of its shift; and so is a tip that was set right. */
export function moveCash({ shifts }: SalesBooks, command: SalesCommand<'moveCash' | 'adjustTip'>): Answer {
  const { movement } = command.data;
  const flags = [...command.flags];
  if (!shifts.knows(movement.shiftId))
    flags.push({ code: 'shiftUnknown', detail: { shiftId: movement.shiftId } });
  const addendum = shifts.take(command.branchId, { kind: 'cashMovement', record: movement });
  if (addendum && !addendum.counted) flags.push(afterClose(addendum, addendum.label));
  const event = command.type === 'adjustTip' ? 'tipAdjusted' : 'cashMoved';
  return { event, data: { movement, addendum }, flags };
}
