import type { Order } from '@galley/shared/domain/order.ts';
import type { LeftLine } from '@galley/shared/domain/part.ts';
import { sharersOf } from '../../actions/split.ts';
import type { Split } from '../../db/rows.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { Stepper } from '../../ui/stepper.tsx';
import { countWords } from './count-words.ts';

type ByGuests = Extract<Split, { way: 'guests' }>;

/** Who had what: an item is shared by those whose numbers are on, and by all as long as none is. */
export function SplitGuests({
  order,
  left,
  split,
  onSplit,
}: {
  readonly order: Order;
  readonly left: readonly LeftLine[];
  readonly split: ByGuests;
  readonly onSplit: (split: ByGuests) => void;
}) {
  function toggle(lineId: LeftLine['lineId'], guest: number): void {
    const before = split.sharers[lineId] ?? [];
    const after = before.includes(guest) ? before.filter((each) => each !== guest) : [...before, guest];
    onSplit({ ...split, sharers: { ...split.sharers, [lineId]: after } });
  }

  return (
    <div className="split-guests">
      <div className="who">
        <Stepper
          label={t('guests')}
          value={split.guests.length}
          min={2}
          max={12}
          onChange={(count) => {
            const guests = Array.from(
              { length: count },
              (_, index) =>
                split.guests[index] ?? (split.guests.at(-1) ?? 0) + index + 1 - split.guests.length,
            );
            onSplit({
              ...split,
              guests,
              paying: guests.includes(split.paying) ? split.paying : (guests[0] ?? 1),
            });
          }}
        />
        <div role="group" aria-label={t('whoPays')}>
          <span>{t('whoPays')}</span>
          {split.guests.map((guest) => (
            <button
              key={guest}
              type="button"
              className="guest"
              aria-pressed={guest === split.paying}
              onClick={() => onSplit({ ...split, paying: guest })}
            >
              {numeral(String(guest))}
            </button>
          ))}
        </div>
      </div>
      <ul>
        {left.map(({ lineId, left: of }) => {
          const line = order.lines.find(({ id }) => id === lineId);
          const name = line?.name ?? '';
          const isShared = (split.sharers[lineId] ?? []).length === 0;
          return (
            <li key={lineId} role="group" aria-label={name}>
              <span>
                {numeral(countWords(of.quantity, line))} {name}{' '}
                {line?.combo && <small>{line.combo.name}</small>}
              </span>
              {split.guests.map((guest) => (
                <button
                  key={guest}
                  type="button"
                  className={isShared ? 'guest shared' : 'guest'}
                  aria-pressed={sharersOf(split, lineId).includes(guest)}
                  aria-label={t('guestNumber', { number: numeral(String(guest)) })}
                  onClick={() => toggle(lineId, guest)}
                >
                  {numeral(String(guest))}
                </button>
              ))}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
