import { type OrderType, orderTypes } from '@galley/shared/domain/menu.ts';
import { routeOf, type Routing } from '@galley/shared/domain/routing.ts';
import { useState } from 'react';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Choice } from './choice.tsx';
import type { PrintingRows } from './queries.ts';
import { routeWords } from './route-words.ts';

const shown = 6;

/** Where does this go, and why: by the rules as they stand on the screen, saved or not. */
export function RoutePreview({
  routing,
  rows,
}: {
  readonly routing: Routing | undefined;
  readonly rows: PrintingRows;
}) {
  const [typed, setTyped] = useState('');
  const [orderType, setOrderType] = useState<OrderType>('dineIn');
  const [area, setArea] = useState<string | null>(null);
  const words = typed.trim().toLowerCase();
  const found = rows.products
    .filter(({ active, combo, name }) => active && !combo && name.toLowerCase().includes(words))
    .slice(0, shown);
  return (
    <div className="route-preview" role="group" aria-label={t('whereDoesItGo')}>
      <h3>{t('whereDoesItGo')}</h3>
      <Field
        label={t('item')}
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Segmented
        label={t('ruleOrderType')}
        value={orderType}
        options={orderTypes.map((value) => ({ value, label: t(value) }))}
        onChange={setOrderType}
      />
      {orderType === 'dineIn' && rows.areas.length > 0 && (
        <Choice
          label={t('ruleArea')}
          value={area}
          options={rows.areas.map((id) => ({ id, name: id }))}
          none={t('noTable')}
          onChange={setArea}
        />
      )}
      <ul aria-live="polite">
        {found.map((product) => {
          const place = { orderType, area: orderType === 'dineIn' ? area : null };
          const { where, paper, why } = routeWords(routeOf(product, place, routing), product, rows);
          return (
            <li key={product.id}>
              <span>{product.name}</span>
              <span>
                <strong>{where}</strong>
                {paper !== '' && ` · ${paper}`}
                <small>{why}</small>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
