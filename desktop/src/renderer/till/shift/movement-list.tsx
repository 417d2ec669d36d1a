import { type CashMovement, drawerEffectOf } from '@galley/shared/domain/cash-movement.ts';
import { subtract } from '@galley/shared/values/money.ts';
import { formatPlain } from '../../ui/format-money.ts';
import { formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';

/** Every time that the drawer was opened without a sale, newest first. */
export function MovementList({ movements }: { readonly movements: readonly CashMovement[] }) {
  const { branch } = useSession();
  if (movements.length === 0) return <p className="none">{t('noMovements')}</p>;
  return (
    <ul className="movement-list" aria-label={t('movements')}>
      {movements.map((movement) => (
        <li key={movement.id}>
          <span>
            <strong>
              {movement.tip ? t('tipSetTo', { what: numeral(movement.reason) }) : movement.reason}
            </strong>
            <small>
              {formatTime(movement.movedAt, branch.timeZone)} · {movement.staffName}
            </small>
          </span>
          <strong>
            {movement.kind === 'noSale'
              ? t('noSale')
              : formatPlain(
                  movement.tip ? subtract(movement.tip.to, movement.tip.from) : drawerEffectOf(movement),
                  movement.currency,
                )}
          </strong>
        </li>
      ))}
    </ul>
  );
}
