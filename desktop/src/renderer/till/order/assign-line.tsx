import type { Order, OrderLine } from '@galley/shared/domain/order.ts';
import { assignLine } from '../../actions/assign-line.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';

const courses = ['1', '2', '3'];

/** Which part of the meal it is, until the kitchen makes it; and whose, until it is paid. */
export function AssignLine({ order, line }: { readonly order: Order; readonly line: OrderLine }) {
  const { till, staff } = useSession();
  const { attempt, refusal } = useAttempt();
  const mine = { orderId: order.id, lineId: line.id, staffId: staff.id };
  const isMade = line.kitchen.state === 'sent' && !line.kitchen.held;
  return (
    <div className="assign">
      {!isMade && (
        <Segmented
          label={t('course')}
          value={String(line.course ?? 1)}
          options={courses.map((course) => ({
            value: course,
            label: t('courseNumber', { course: Number(course) }),
          }))}
          // The first course is what is made at once, which needs no word.
          onChange={(course) =>
            attempt(assignLine(till, { ...mine, course: course === '1' ? 0 : Number(course) }))
          }
        />
      )}
      <span className="seat">
        {line.seat === undefined ? t('noSeat') : t('seatNumber', { seat: line.seat })}
        <Stepper
          label={t('seat')}
          value={line.seat ?? 0}
          min={0}
          onChange={(seat) => attempt(assignLine(till, { ...mine, seat }))}
        />
      </span>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
    </div>
  );
}
