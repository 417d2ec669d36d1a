import { formatQuantity, thousand } from '@galley/shared/values/quantity.ts';
import { Glyph } from '../ui/glyph.tsx';
import { t } from '../ui/messages/t.ts';
import { numeral } from '../ui/numeral.ts';
import type { StockRow } from './queries.ts';
import './stock-list.css';

const few = 10;

/** What is on the shelf, with what runs out on top. A shortage is what was sold beyond what the books knew of. */
export function StockList({ rows }: { readonly rows: readonly StockRow[] }) {
  return (
    <section className="stock-list">
      <h2>{t('stock')}</h2>
      {/* Focusable, so that it scrolls by keys. */}
      <ul aria-label={t('stock')} tabIndex={0}>
        {rows.map((row) => (
          <li key={row.id} className={stateOf(row)}>
            <Glyph glyph={row.glyph} name={row.name} />
            <span>{row.name}</span>
            {row.level.shortage > 0 && (
              <small>{t('shortBy', { count: numeral(formatQuantity(row.level.shortage)) })}</small>
            )}
            {stateOf(row) === 'low' && <small>{t('low')}</small>}
            <strong>{numeral(formatQuantity(row.level.onHand))}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function stateOf(row: StockRow): 'short' | 'low' | 'plenty' {
  if (row.level.shortage > 0) return 'short';
  const { onHand, lowAt = few * thousand } = row.level;
  return onHand <= lowAt ? 'low' : 'plenty';
}
