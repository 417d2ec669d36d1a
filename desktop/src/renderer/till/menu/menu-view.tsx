import type { Category, Product } from '@galley/shared/domain/menu.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { memo, type RefObject, useState } from 'react';
import { readLeft } from '../../db/read-left.ts';
import { t } from '../../ui/messages/t.ts';
import { useSession } from '../till-context.ts';
import { askCatalogue } from './ask-catalogue.ts';
import type { Question } from './catalogue.ts';
import { CategoryRail } from './category-rail.tsx';
import './menu-view.css';
import { ProductGrid } from './product-grid.tsx';
import { readCategories, readStock } from './queries.ts';
import { SearchBox } from './search-box.tsx';
import { useCatalogue } from './use-catalogue.ts';

const nothing = new Map<never, never>();
/** Tiles that are fetched at first, and how many more when their end comes near. */
const pageSize = 120;

/** Everything that can be sold: a rail of categories, a search, and tiles to tap. */
export const MenuView = memo(function MenuView({
  counts,
  currency,
  search,
  onPick,
  onOpen,
  onSoldOut,
}: {
  readonly counts: ReadonlyMap<ProductId, string>;
  readonly currency: Currency;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onPick: (product: Product) => void;
  readonly onOpen: (product: Product) => void;
  /** A tap on what somebody said is sold out. */
  readonly onSoldOut: (product: Product) => void;
}) {
  const { till } = useSession();
  const categories = useLiveQuery(() => readCategories(till.db), [till]);
  const stock = useLiveQuery(() => readStock(till.db), [till]);
  const left = useLiveQuery(() => readLeft(till.db), [till]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [limit, setLimit] = useState(pageSize);

  const category = categories?.find((each) => each.id === chosen) ?? categories?.[0];
  const searching = typed.trim() !== '';
  const found = useCatalogue(questionOf(typed, category), limit);

  function look(forWords: string, inCategory = chosen): void {
    setTyped(forWords);
    setChosen(inCategory);
    setLimit(pageSize);
  }

  /** Also for who types faster than the answer comes. */
  async function pickFirst(): Promise<void> {
    if (!searching) return;
    const { products } = await askCatalogue(till.db.name, { kind: 'search', typed }, 1);
    const [first] = products;
    if (!first) return;
    look('');
    onPick(first);
  }

  return (
    <section
      className="menu-view"
      aria-label={t('menu')}
      data-answers={found?.question.kind === 'search' ? found.question.typed : ''}
    >
      <div className="head">
        <CategoryRail
          categories={categories ?? []}
          chosen={searching ? null : (category?.id ?? null)}
          onChoose={(id) => look('', id)}
        />
        <SearchBox
          field={search}
          value={typed}
          onChange={(value) => look(value)}
          onEnter={() => void pickFirst()}
        />
      </div>
      {(found?.total === 0 || categories?.length === 0) && (
        <p className="none">{searching ? t('nothingFound', { typed: typed.trim() }) : t('menuEmpty')}</p>
      )}
      {found && found.total > 0 && (
        <ProductGrid
          key={keyOf(found.question)}
          products={found.products}
          total={found.total}
          currency={currency}
          stock={stock ?? nothing}
          left={left ?? nothing}
          counts={counts}
          label={searching ? t('found', { count: found.total }) : (category?.name ?? '')}
          onPick={onPick}
          onOpen={onOpen}
          onSoldOut={onSoldOut}
          onMore={() => setLimit(limit + 4 * pageSize)}
        />
      )}
    </section>
  );
});

function questionOf(typed: string, category: Category | undefined): Question | null {
  if (typed.trim() !== '') return { kind: 'search', typed };
  return category ? { kind: 'category', categoryId: category.id } : null;
}

/** Another category begins at its top; a search stays one grid while it is typed. */
function keyOf(question: Question): string {
  return question.kind === 'category' ? question.categoryId : 'search';
}
