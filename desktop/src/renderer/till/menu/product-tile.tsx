import type { Product } from '@galley/shared/domain/menu.ts';
import type { Currency, Money } from '@galley/shared/values/money.ts';
import { memo } from 'react';
import { serverUrl } from '../../host/bridge.ts';
import { formatShort } from '../../ui/format-money.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { t } from '../../ui/messages/t.ts';
import { photoUrl } from '../../ui/photo-url.ts';
import { numeral } from '../../ui/numeral.ts';
import './product-tile.css';
import { useLongPress } from './use-long-press.ts';

/** `off`: the office does not sell it; `soldOut`: somebody at a till said so, and may take it back. */
export type Availability = 'plenty' | 'low' | 'none' | 'soldOut' | 'off';

/** One product. It is drawn again only when something of its own changes, so a tap costs one tile and not the grid. */
export const ProductTile = memo(function ProductTile({
  product,
  price,
  currency,
  count,
  availability,
  left,
  onPick,
  onOpen,
}: {
  readonly product: Product;
  /** What it costs now. */
  readonly price: Money;
  readonly currency: Currency;
  /** How many of it are in the order on screen, as text; empty when none. */
  readonly count: string;
  readonly availability: Availability;
  readonly left: number;
  readonly onPick: (product: Product) => void;
  readonly onOpen: (product: Product) => void;
}) {
  const press = useLongPress(
    () => onPick(product),
    () => onOpen(product),
  );
  const off = availability === 'off';
  return (
    <button type="button" className={`product-tile ${availability}`} disabled={off} {...press}>
      <Glyph glyph={product.glyph} name={product.name} photo={photoUrl(serverUrl(), product.photo)} />
      <span className="name">{product.name}</span>
      <span className="price">
        {product.openPrice ? t('openPrice') : formatShort(price, currency)}
        {product.unit && <small>/{product.unit}</small>}
      </span>
      {count !== '' && (
        <span className="count" key={count}>
          <span className="visually-hidden">{t('inOrder')} </span>
          {numeral(count)}
        </span>
      )}
      {off && <span className="mark">{t('notSold')}</span>}
      {availability === 'soldOut' && <span className="mark">{t('soldOut')}</span>}
      {availability === 'none' && <span className="mark">{t('noneLeft')}</span>}
      {availability === 'low' && <span className="mark">{t('left', { count: left })}</span>}
    </button>
  );
});
