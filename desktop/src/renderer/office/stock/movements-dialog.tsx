import type { Branch } from '@galley/shared/domain/branch.ts';
import type { MovementReason } from '@galley/shared/domain/stock-documents.ts';
import type { MovementRow, StockRow } from '@galley/shared/wire/stock-office.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { readMovements } from '../../app/office-stock.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import './movements-dialog.css';
import { paperTitles } from './paper-dialog.tsx';
import type { PaperKind } from './paper-draft.ts';
import { measure } from './stock-row.tsx';

const reasons: Readonly<Record<MovementReason, MessageKey>> = {
  SALE: 'moveSale',
  REFUND: 'moveRefund',
  PURCHASE: 'movePurchase',
  WASTE: 'moveWaste',
  ADJUSTMENT: 'moveAdjustment',
  COUNT: 'moveCount',
  TRANSFER_OUT: 'moveOut',
  TRANSFER_IN: 'moveIn',
};
const papers = ['receiveGoods', 'countStock', 'recordWaste'] as const satisfies readonly PaperKind[];

/** Everything that moved of one product, newest first: what, when, who wrote it down and why. */
export function MovementsDialog({
  row,
  branch,
  onWrite,
  onEdit,
  onClose,
}: {
  readonly row: StockRow;
  readonly branch: Branch;
  readonly onWrite: (kind: PaperKind) => void;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}) {
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['stock', 'movements', row.id],
    queryFn: ({ pageParam }) => readMovements(row.id, pageParam),
    initialPageParam: null as string | null, // the first page is after nothing
    getNextPageParam: (page) => page.next,
    networkMode: 'always',
    retry: false,
  });
  const moved = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Dialog title={row.name || t('stockNameless')} wide onClose={onClose}>
      <div className="movements-dialog">
        <div className="head">
          <p>
            {row.made ? (
              t('madeHere')
            ) : (
              <>
                <strong>{measure(row.onHand, row.unit)}</strong> {t('stockOnHand')}
              </>
            )}
          </p>
          {papers
            .filter((kind) => !row.made || kind === 'recordWaste')
            .map((kind) => (
              <Button key={kind} onClick={() => onWrite(kind)}>
                {t(paperTitles[kind])}
              </Button>
            ))}
          {row.kind === 'ingredient' && <Button onClick={onEdit}>{t('editIngredient')}</Button>}
        </div>
        {error && <Notice tone="wait">{error.message}</Notice>}
        {data && moved.length === 0 && <p className="none">{t('stockNothingMoved')}</p>}
        <ul aria-label={t('stockMovements')}>
          {moved.map((each) => (
            <li key={each.id}>
              <span>
                {formatTime(each.at, branch.timeZone)}
                <small>{formatDay(each.at, branch.timeZone)}</small>
              </span>
              <span className="what">
                <b>{t(reasons[each.reason])}</b>
                <small>{wordsOf(each, row)}</small>
              </span>
              <span className="value">{each.cost !== 0 && formatMoney(each.cost, branch.currency)}</span>
              <strong className={each.quantity < 0 ? 'out' : 'in'}>
                {each.quantity > 0 ? '+' : ''}
                {measure(each.quantity, row.unit)}
              </strong>
            </li>
          ))}
        </ul>
        {hasNextPage && (
          <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
            {t('auditOlder')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** A party that is a branch is told by its transfer. */
function wordsOf({ reason, counted, by, note, party }: MovementRow, { unit }: StockRow): string {
  const said = [
    reason === 'COUNT' && (counted === null ? t('moveCorrection') : t('moveCounted', { count: measure(counted, unit) })),
    reason === 'PURCHASE' && party,
    note,
    by,
  ]; // prettier-ignore
  return said.filter(Boolean).join(' · ');
}
