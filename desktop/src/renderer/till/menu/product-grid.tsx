import type { Product } from '@galley/shared/domain/menu.ts';
import { fillOf, type StockLevel } from '@galley/shared/domain/stock.ts';
import { priceAt } from '@galley/shared/domain/price-at.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { type Quantity, thousand } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useNow } from '../../ui/use-now.ts';
import { useSession } from '../till-context.ts';
import { type Availability, ProductTile } from './product-tile.tsx';
import './product-grid.css';

const gap = 12;
const tileHeight = 138;
const tileMinWidth = 148;
/** From here on a tile says how many are left. */
const fewLeft = 5;
/** So many tiles before the last that is here, more are asked for. */
const fetchAhead = 24;

/** Rows of tiles, of which only those in sight exist: a menu may have thousands. */
export const ProductGrid = memo(function ProductGrid({
  products,
  total,
  currency,
  stock,
  left,
  counts,
  label,
  onPick,
  onOpen,
  onSoldOut,
  onMore,
}: {
  /** The first of them; the others are fetched as the end of these comes near. */
  readonly products: readonly Product[];
  readonly total: number;
  readonly currency: Currency;
  readonly stock: ReadonlyMap<ProductId, StockLevel>;
  /** Of what somebody has limited. */
  readonly left: ReadonlyMap<ProductId, Quantity>;
  readonly counts: ReadonlyMap<ProductId, string>;
  readonly label: string;
  readonly onPick: (product: Product) => void;
  readonly onOpen: (product: Product) => void;
  readonly onSoldOut: (product: Product) => void;
  readonly onMore: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useColumns(scroller);
  // A happy hour begins and ends by the minute.
  const now = instant(useNow());
  const { timeZone } = useSession().branch;
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoized by the React Compiler
  const rows = useVirtualizer({
    count: Math.ceil(total / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => tileHeight,
    gap,
    overscan: 3,
    paddingEnd: 16,
  });

  const lastShown = ((rows.getVirtualItems().at(-1)?.index ?? 0) + 1) * columns;
  const wantsMore = products.length < total && lastShown + fetchAhead > products.length;
  const more = useRef(onMore);
  useLayoutEffect(() => {
    more.current = onMore;
  });
  useEffect(() => {
    if (wantsMore) more.current();
  }, [wantsMore, products.length]);

  return (
    <div className="product-grid" ref={scroller} role="region" aria-label={label}>
      <div className="rows" style={{ blockSize: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.key}
            className="row"
            style={{
              transform: `translateY(${row.start}px)`,
              blockSize: tileHeight,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {products.slice(row.index * columns, (row.index + 1) * columns).map((product) => (
              <ProductTile
                key={product.id}
                product={product}
                price={priceAt(product, now, timeZone)}
                currency={currency}
                count={counts.get(product.id) ?? ''}
                {...stateOf(product, stock.get(product.id), left.get(product.id))}
                onPick={left.get(product.id) === 0 ? onSoldOut : onPick}
                onOpen={onOpen}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
});

function stateOf(
  product: Product,
  level: StockLevel | undefined,
  said: Quantity | undefined,
): { readonly availability: Availability; readonly left: number } {
  if (!product.active) return { availability: 'off', left: 0 };
  if (said === 0) return { availability: 'soldOut', left: 0 };
  if (said !== undefined) return { availability: 'low', left: Math.floor(said / thousand) };
  if (!product.stocked || !level) return { availability: 'plenty', left: 0 };
  const left = Math.floor(level.onHand / thousand);
  // Sold all the same when somebody finds one more: the books may be wrong, the plate is real [S16].
  if (left === 0) return { availability: 'none', left };
  // Plenty is plenty, whatever the number: so that a sale draws no tile anew that shows none.
  return left <= fewLeft || fillOf(level) === 'low'
    ? { availability: 'low', left }
    : { availability: 'plenty', left: 0 };
}

function useColumns(scroller: React.RefObject<HTMLDivElement | null>): number {
  const [columns, setColumns] = useState(5);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = () =>
      setColumns(Math.max(2, Math.floor((element.clientWidth + gap) / (tileMinWidth + gap))));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return columns;
}
