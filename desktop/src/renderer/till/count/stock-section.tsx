import { fillOf } from '@galley/shared/domain/stock.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import './count-view.css';
import { measure } from './measure.ts';
import { readScarce } from './queries.ts';

const mostShown = 8;

/** What runs out, ingredients too, so that somebody orders it in time; and the way to count. */
export function StockSection({ onCount }: { readonly onCount: () => void }) {
  const { till } = useSession();
  const scarce = useLiveQuery(() => readScarce(till.db), [till]);
  return (
    <section aria-label={t('stock')} className="stock-section">
      <h3>{t('stock')}</h3>
      {scarce?.length === 0 && <p className="none">{t('stockAllThere')}</p>}
      <ul aria-label={t('stockLow')}>
        {scarce?.slice(0, mostShown).map(({ id, name, unit, level }) => (
          <li key={id}>
            <span>{name}</span>
            <strong className={fillOf(level)}>
              {fillOf(level) === 'out' ? t('noneLeft') : measure(level.onHand, unit)}
            </strong>
          </li>
        ))}
      </ul>
      {scarce && scarce.length > mostShown && (
        <p className="none">{t('andMore', { count: numeral(String(scarce.length - mostShown)) })}</p>
      )}
      <Button size="large" onClick={onCount}>
        {t('stockCountTitle')}
      </Button>
    </section>
  );
}
