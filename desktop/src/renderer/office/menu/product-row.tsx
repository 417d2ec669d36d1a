import type { Branch } from '@galley/shared/domain/branch.ts';
import type { LintCode, Menu } from '@galley/shared/domain/lint-menu.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { t } from '../../ui/messages/t.ts';
import { photoUrl } from '../../ui/photo-url.ts';

/** One product of the menu: a tap edits it. */
export function ProductRow({
  product,
  menu,
  branch,
  findings,
  onOpen,
}: {
  readonly product: Product;
  readonly menu: Menu;
  readonly branch: Branch;
  readonly findings: readonly LintCode[];
  readonly onOpen: () => void;
}) {
  const nameIn = (things: readonly { readonly id: string; readonly name: string }[], id: string | null) =>
    things.find((thing) => thing.id === id)?.name ?? '';
  return (
    <button type="button" className={`product-row ${product.active ? '' : 'off'}`} onClick={onOpen}>
      <Glyph glyph={product.glyph} name={product.name} photo={photoUrl('', product.photo)} />
      <span className="name">
        {product.name}
        <small>{[product.sku, product.barcode].filter(Boolean).join(' · ')}</small>
      </span>
      <span>{nameIn(menu.categories, product.categoryId)}</span>
      <span>{product.combo ? t('set') : nameIn(menu.stations, product.stationId)}</span>
      <span className="findings">
        {!product.active && <small>{t('notSold')}</small>}
        {findings.map((code) => (
          <small key={code} className="wrong">
            {t(code)}
          </small>
        ))}
      </span>
      <strong>{product.openPrice ? t('openPrice') : formatMoney(product.price, branch.currency)}</strong>
    </button>
  );
}
