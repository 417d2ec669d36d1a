import type { Branch } from '@galley/shared/domain/branch.ts';
import type { ItemName, StockFilter, StockRow } from '@galley/shared/wire/stock-office.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { exportStock, readStock } from '../../app/office-stock.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { ExpiringList } from './expiring-list.tsx';
import { IngredientDialog } from './ingredient-dialog.tsx';
import { MovementsDialog } from './movements-dialog.tsx';
import { PaperDialog, paperTitles } from './paper-dialog.tsx';
import { lotToThrowAway, type PaperDraft, type PaperKind } from './paper-draft.ts';
import { StockRowButton } from './stock-row.tsx';
import '../../ui/inputs.css';
import './stock-view.css';
import { TransferList } from './transfer-list.tsx';

const papers = [
  'receiveGoods',
  'countStock',
  'recordWaste',
  'sendTransfer',
  'adjustStock',
] as const satisfies readonly PaperKind[];
const filters = [
  { value: 'all', label: 'stockAll' },
  { value: 'low', label: 'stockLow' },
  { value: 'short', label: 'stockShort' },
  { value: 'ingredients', label: 'ingredients' },
] as const satisfies readonly { value: StockFilter; label: MessageKey }[];

/** What is on the shelf, what lacks and what it is worth; and every paper that moves it. */
export function StockView({ branch }: { readonly branch: Branch }) {
  const [filter, setFilter] = useState<StockFilter>('all');
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed);
  const [writing, setWriting] = useState<{
    kind: PaperKind;
    item: ItemName | null;
    begun?: PaperDraft;
  } | null>(null);
  const [open, setOpen] = useState<StockRow | null>(null);
  const [ingredient, setIngredient] = useState<StockRow | 'new' | null>(null);
  const [fault, setFault] = useState('');
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['stock', branch.id, filter, search],
    queryFn: ({ pageParam }) => readStock(filter, search, pageParam),
    initialPageParam: null as string | null, // the first page is after nothing
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    networkMode: 'always',
    refetchInterval: 10_000,
    retry: false,
  });
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const totals = data?.pages[0]?.totals;

  async function download(): Promise<void> {
    const file = await exportStock();
    if (!file.ok) return setFault(file.message);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file.value.csv], { type: 'text/csv' }));
    link.download = `${branch.name} stock.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  return (
    <main className="stock-view">
      <div className="papers">
        {papers.map((kind) => (
          <Button
            key={kind}
            tone={kind === 'receiveGoods' ? 'money' : 'plain'}
            onClick={() => setWriting({ kind, item: null })}
          >
            {t(paperTitles[kind])}
          </Button>
        ))}
        <span className="space" />
        <Button onClick={() => setIngredient('new')}>{t('newIngredient')}</Button>
        <Button onClick={() => void download()}>{t('exportFile')}</Button>
      </div>
      {totals && (
        <dl className="totals">
          <Figure label={t('stockItems')} value={numeral(String(totals.items))} />
          <Figure label={t('stockLow')} value={numeral(String(totals.low))} tone={totals.low > 0 ? 'wait' : ''} />
          <Figure label={t('stockShort')} value={numeral(String(totals.short))} tone={totals.short > 0 ? 'loss' : ''} />
          <Figure label={t('stockValue')} value={formatMoney(totals.value, branch.currency)} />
        </dl>
      )}
      {(error ?? fault) && <Notice tone="loss">{error?.message ?? fault}</Notice>}
      <section className="levels">
        <div className="tools inputs">
          <Segmented
            label={t('stockFilter')}
            value={filter}
            options={filters.map(({ value, label }) => ({ value, label: t(label) }))}
            onChange={setFilter}
          />
          <input
            type="search"
            value={typed}
            aria-label={t('stockSearch')}
            placeholder={t('stockSearch')}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        {data && rows.length === 0 && <p className="none">{t('stockNone')}</p>}
        <ul aria-label={t('stock')}>
          {rows.map((row) => (
            <li key={row.id}>
              <StockRowButton row={row} currency={branch.currency} onOpen={() => setOpen(row)} />
            </li>
          ))}
        </ul>
        {hasNextPage && (
          <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
            {t('stockMore')}
          </Button>
        )}
      </section>
      <aside>
        <TransferList branch={branch} />
        <ExpiringList
          branch={branch}
          onThrowAway={(lot) =>
            setWriting({ kind: 'recordWaste', item: lot, begun: lotToThrowAway(lot, t('lotWasteReason')) })
          }
        />
      </aside>
      {open && (
        <MovementsDialog
          row={open}
          branch={branch}
          onWrite={(kind) => {
            setWriting({ kind, item: open });
            setOpen(null);
          }}
          onEdit={() => {
            setIngredient(open);
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {writing && <PaperDialog {...writing} branch={branch} onClose={() => setWriting(null)} />}
      {ingredient && (
        <IngredientDialog row={ingredient === 'new' ? null : ingredient} onClose={() => setIngredient(null)} />
      )}
    </main>
  );
} // prettier-ignore

function Figure({
  label,
  value,
  tone = '',
}: {
  readonly label: string;
  readonly value: string;
  readonly tone?: 'wait' | 'loss' | '';
}) {
  return (
    <div className={tone}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
