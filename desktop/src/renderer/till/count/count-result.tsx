import type { StockCount } from '@galley/shared/domain/stock-documents.ts';
import { quantity } from '@galley/shared/values/quantity.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { ViewHead } from '../view-head.tsx';
import { measure } from './measure.ts';
import type { Countable } from './queries.ts';

/** It is written down; and where somebody may want to look again, because it is not what this till believed. */
export function CountResult({
  count,
  before,
  onBack,
  onMore,
}: {
  readonly count: StockCount;
  readonly before: readonly Countable[];
  readonly onBack: () => void;
  readonly onMore: () => void;
}) {
  const off = before.flatMap(({ id, name, unit, noted }) => {
    const by = quantity(noted ? noted.counted - noted.believed : 0);
    return by === 0 ? [] : [{ id, name, by: `${by > 0 ? '+' : ''}${measure(by, unit)}`, lacks: by < 0 }];
  });
  return (
    <section className="count-view" aria-label={t('stockCountTitle')}>
      <ViewHead title={t('stockCountTitle')} back={t('shift')} onBack={onBack}>
        <Button onClick={onMore}>{t('stockCountMore')}</Button>
        <Button tone="money" onClick={onBack}>
          {t('stockCountDone')}
        </Button>
      </ViewHead>
      <Notice tone="good">{t('stockCountWritten', { count: count.lines.length })}</Notice>
      {off.length > 0 && (
        <section className="off" aria-label={t('stockCountDiffers')}>
          <h3>{t('stockCountDiffers')}</h3>
          <ul>
            {off.map(({ id, name, by, lacks }) => (
              <li key={id}>
                <span>{name}</span>
                <strong className={lacks ? 'loss' : ''}>{by}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}
