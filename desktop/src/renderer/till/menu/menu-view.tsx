import type { Product } from '@galley/shared/domain/menu.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { memo, type RefObject, useDeferredValue, useMemo, useState } from 'react';
import { t } from '../../ui/messages/t.ts';
import { useSession } from '../till-context.ts';
import { CategoryRail } from './category-rail.tsx';
import { findable, findProducts } from './find-products.ts';
import './menu-view.css';
import { ProductGrid } from './product-grid.tsx';
import { readMenu, readStock } from './queries.ts';
import { SearchBox } from './search-box.tsx';

const nothing = new Map<never, never>();

/** Everything that can be sold: a rail of categories, a search, and tiles to tap. */
export const MenuView = memo(function MenuView({
  counts,
  currency,
  search,
  onPick,
  onOpen,
}: {
  readonly counts: ReadonlyMap<ProductId, string>;
  readonly currency: Currency;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onPick: (product: Product) => void;
  readonly onOpen: (product: Product) => void;
}) {
  const { till } = useSession();
  const menu = useLiveQuery(() => readMenu(till.db), [till]);
  const stock = useLiveQuery(() => readStock(till.db), [till]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed);

  const index = useMemo(() => menu?.products.map(findable) ?? [], [menu]);
  const category = menu?.categories.find((each) => each.id === chosen) ?? menu?.categories[0];
  const searching = wanted.trim() !== '';
  const shown = useMemo(() => {
    if (searching) return findProducts(index, wanted);
    return menu?.products.filter((product) => product.categoryId === category?.id) ?? [];
  }, [searching, wanted, index, menu, category]);

  function pickFirst(): void {
    const [only] = shown;
    if (!searching || !only) return;
    setTyped('');
    onPick(only);
  }

  return (
    <section className="menu-view" aria-label={t('menu')}>
      <div className="head">
        <CategoryRail
          categories={menu?.categories ?? []}
          chosen={searching ? null : (category?.id ?? null)}
          onChoose={(id) => {
            setTyped('');
            setChosen(id);
          }}
        />
        <SearchBox field={search} value={typed} onChange={setTyped} onEnter={pickFirst} />
      </div>
      {menu && shown.length === 0 && (
        <p className="none">{searching ? t('nothingFound', { typed: wanted.trim() }) : t('menuEmpty')}</p>
      )}
      {menu && shown.length > 0 && (
        <ProductGrid
          products={shown}
          currency={currency}
          stock={stock ?? nothing}
          counts={counts}
          label={searching ? t('found', { count: shown.length }) : (category?.name ?? '')}
          onPick={onPick}
          onOpen={onOpen}
        />
      )}
    </section>
  );
});
