import type { StockCount } from '@galley/shared/domain/stock-documents.ts';
import { formatQuantity, pieces } from '@galley/shared/values/quantity.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useRef, useState } from 'react';
import { countStock } from '../../actions/count-stock.ts';
import { noteCount } from '../../actions/note-count.ts';
import { Button } from '../../ui/button.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useApproval } from '../approval/use-approval.ts';
import { useKey, useScan } from '../../ui/use-key.ts';
import { findByCode } from '../menu/queries.ts';
import { SearchBox } from '../menu/search-box.tsx';
import { useSession } from '../till-context.ts';
import { ViewHead } from '../view-head.tsx';
import { useAttempt } from '../use-attempt.ts';
import './count-view.css';
import { CountList } from './count-list.tsx';
import { CountResult } from './count-result.tsx';
import { type Countable, readCountables } from './queries.ts';
import { countTyped, typeCount } from './type-count.ts';

type Chosen = { readonly id: string | null; readonly typed: string | null };

const nothingChosen: Chosen = { id: null, typed: null };

/** Somebody goes along the shelves: by the list or by scanning, with a network or without, as long as it takes. */
export function CountView({ onBack }: { readonly onBack: () => void }) {
  const { till, staff } = useSession();
  const approve = useApproval();
  const { attempt, refusal, busy } = useAttempt();
  const items = useLiveQuery(() => readCountables(till.db), [till]);
  const [search, setSearch] = useState('');
  /** `typed` null: nothing yet, so the next digit begins anew. Fingers may be faster than the screen: `now` is ahead of it. */
  const now = useRef<Chosen>(nothingChosen);
  const [{ id: chosenId, typed }, show] = useState<Chosen>(nothingChosen);
  const [scanned, setScanned] = useState('');
  const [done, setDone] = useState<{ count: StockCount; before: readonly Countable[] } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const shown = (items ?? []).filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const chosen = shown.find(({ id }) => id === chosenId) ?? null;
  const noted = (items ?? []).filter((item) => item.noted);

  function put(next: Chosen): void {
    now.current = next;
    show(next);
  }

  function choose(item: Countable | undefined): void {
    put({ id: item?.id ?? null, typed: null });
  }

  function press(key: string): boolean {
    const { id, typed: before } = now.current;
    const item = shown.find((each) => each.id === id);
    const erases = key === 'erase' || key === 'Backspace';
    if (!item || !(erases || /^[\d.]$/.test(key))) return false;
    const text = typeCount(before ?? (erases ? textOf(item) : ''), key, item.unit);
    put({ id, typed: text });
    attempt(noteCount(till, { productId: item.id, counted: countTyped(text) }));
    return true;
  }

  /** The one so many places further down the list. */
  function step(by: number): void {
    const place = shown.findIndex(({ id }) => id === now.current.id);
    choose(shown[place === -1 ? 0 : Math.max(place + by, 0)] ?? shown[0]);
  }

  /** Each scan is one piece; what is weighed is only looked up. */
  async function findScanned(code: string) {
    const product = await findByCode(till.db, code);
    const item = items?.find(({ id }) => id === product?.id);
    if (!item) return { ok: true as const, value: t('stockCountUnknown', { name: product?.name ?? code }) };
    setSearch('');
    choose(item);
    if (item.unit !== null) return { ok: true as const, value: '' };
    const kept = await noteCount(till, { productId: item.id, add: pieces(1) });
    return kept.ok ? { ok: true as const, value: '' } : kept;
  }

  useKey((key) => {
    if (press(key)) return true;
    if (key === '/') field.current?.focus();
    else if (key === 'Enter' || key === 'ArrowDown') step(1);
    else if (key === 'ArrowUp') step(-1);
    else return false;
    return true;
  });
  useScan((code) => {
    attempt(findScanned(code), (words) => setScanned(words));
    return true;
  });

  function write(): void {
    const wish = { need: { permission: 'moveStock' }, what: t('stockCountTitle') } as const;
    attempt(
      approve(wish, (approval) => countStock(till, { staffId: staff.id, approval })),
      (count) => setDone({ count, before: noted }),
    );
  }

  if (done) return <CountResult {...done} onBack={onBack} onMore={() => setDone(null)} />;
  return (
    <section className="count-view" aria-label={t('stockCountTitle')}>
      <ViewHead
        title={t('stockCountTitle')}
        text={<p role="status">{t('stockCountSoFar', { count: noted.length, all: items?.length ?? 0 })}</p>}
        back={t('shift')}
        onBack={onBack}
      >
        <SearchBox field={field} value={search} onChange={setSearch} onEnter={() => choose(shown[0])} />
        <Button tone="money" disabled={busy || noted.length === 0} onClick={write}>
          {t('stockWrite')}
        </Button>
      </ViewHead>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      {scanned !== '' && <Notice tone="wait">{scanned}</Notice>}
      <div className="columns">
        {items && <CountList items={shown} chosenId={chosenId} onChoose={choose} />}
        <div className="pad">
          <p>{chosen ? chosen.name : t('stockCountChoose')}</p>
          <output aria-label={t('stockCounted')}>
            {chosen && numeral([typed ?? textOf(chosen) ?? '', chosen.unit].filter(Boolean).join(' '))}
          </output>
          <Keypad left={chosen?.unit ? '.' : null} disabled={!chosen} onKey={press} />
          <Button size="large" disabled={!chosen} onClick={() => step(1)}>
            {t('stockCountNext')}
          </Button>
        </div>
      </div>
    </section>
  );
}

function textOf({ noted }: Countable): string {
  return noted ? formatQuantity(noted.counted) : '';
}
