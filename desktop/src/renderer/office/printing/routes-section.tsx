import type { Branch } from '@galley/shared/domain/branch.ts';
import { type OrderType, orderTypes } from '@galley/shared/domain/menu.ts';
import { lintRouting, type Routing, type RoutingRule } from '@galley/shared/domain/routing.ts';
import type { StationId } from '@galley/shared/values/ids.ts';
import { useMemo } from 'react';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { Choice } from './choice.tsx';
import type { PrintingRows } from './queries.ts';
import { RoutePreview } from './route-preview.tsx';
import { problemWords, ruleWords } from './route-words.ts';
import { useSettings } from './use-settings.ts';

const kinds = ['item', 'category', 'orderType', 'area'] as const;
const kindWords = {
  item: 'ruleItem',
  category: 'ruleCategory',
  orderType: 'ruleOrderType',
  area: 'ruleArea',
} as const;
const problemsShown = 12;

/** Which station makes what: the rules, what they do to each item and why, and whom nobody would tell. */
export function RoutesSection({ branch, rows }: { readonly branch: Branch; readonly rows: PrintingRows }) {
  const { settings, changed, answer, change, undo, save } = useSettings(branch);
  const { routing } = settings;
  const problems = useMemo(() => lintRouting({ routing, ...rows }), [routing, rows]);
  const [first] = rows.stations;
  const set = (next: Routing | undefined) => change({ routing: next });

  function targets(kind: RoutingRule['by']): readonly { readonly id: string; readonly name: string }[] {
    const taken = (routing?.rules ?? []).filter(({ by }) => by === kind).map((rule) => targetOf(rule));
    return {
      item: rows.products,
      category: rows.categories,
      orderType: orderTypes.map((id) => ({ id, name: t(id) })),
      area: rows.areas.map((id) => ({ id, name: id })),
    }[kind].filter(({ id }) => !taken.includes(id));
  }

  return (
    <section className="routes" aria-label={t('routes')}>
      <h2>{t('routes')}</h2>
      <p className="muted">{t(routing ? 'routesText' : 'routesNone')}</p>
      {routing && (
        <>
          <ul aria-label={t('rules')}>
            {routing.rules.map((rule, at) => (
              <li key={`${rule.by} ${targetOf(rule)}`}>
                <span>
                  <small>{t(kindWords[rule.by])}</small>
                  <strong>{ruleWords(rule, rows)}</strong>
                </span>
                <Choice<StationId>
                  label={t('goesTo')}
                  value={rule.stationId}
                  options={rows.stations}
                  none={t('nobodyCooks')}
                  onChange={(stationId) =>
                    set({
                      ...routing,
                      rules: routing.rules.map((each, index) =>
                        index === at ? { ...each, stationId } : each,
                      ),
                    })
                  }
                />
                <Button
                  tone="quiet"
                  aria-label={t('removeNamed', { name: ruleWords(rule, rows) })}
                  onClick={() => set({ ...routing, rules: routing.rules.filter((_, index) => index !== at) })}
                >
                  {t('remove')}
                </Button>
              </li>
            ))}
          </ul>
          <div className="new-rule">
            {kinds.map((kind) => (
              <Choice
                key={kind}
                label={t('newRuleFor', { kind: t(kindWords[kind]) })}
                value={null}
                options={targets(kind)}
                none={t('chooseOne')}
                onChange={(id) => {
                  const rule = id === null ? null : ruleFor(kind, id, rows, routing.fallbackStationId);
                  if (rule) set({ ...routing, rules: [...routing.rules, rule] });
                }}
              />
            ))}
          </div>
          <Choice<StationId>
            label={t('fallbackStation')}
            value={routing.fallbackStationId}
            options={rows.stations}
            onChange={(id) => id !== null && set({ ...routing, fallbackStationId: id })}
          />
        </>
      )}
      {answer && !answer.ok && <Notice tone="loss">{answer.message}</Notice>}
      {answer?.ok && !changed && <Notice tone="good">{t('saved')}</Notice>}
      <div className="acts">
        {!routing && first && (
          <Button onClick={() => set({ rules: [], fallbackStationId: first.id })}>{t('routesBegin')}</Button>
        )}
        {routing && (
          <Button tone="quiet" onClick={() => set(undefined)}>
            {t('routesEnd')}
          </Button>
        )}
        {changed && (
          <>
            <Button tone="quiet" onClick={undo}>
              {t('undoChanges')}
            </Button>
            <Button tone="money" onClick={() => void save()}>
              {t('save')}
            </Button>
          </>
        )}
      </div>
      {problems.length > 0 && (
        <Notice tone="wait">
          <p>{t('lintTitle', { count: problems.length })}</p>
          <ul>
            {problems.slice(0, problemsShown).map((problem) => (
              <li key={problemWords(problem, rows)}>{problemWords(problem, rows)}</li>
            ))}
          </ul>
          {problems.length > problemsShown && (
            <p>{t('andMore', { count: numeral(String(problems.length - problemsShown)) })}</p>
          )}
        </Notice>
      )}
      <RoutePreview routing={routing} rows={rows} />
    </section>
  );
}

function targetOf(rule: RoutingRule): string {
  switch (rule.by) {
    case 'item':
      return rule.productId;
    case 'category':
      return rule.categoryId;
    case 'orderType':
      return rule.orderType;
    case 'area':
      return rule.area;
  }
}

function ruleFor(
  kind: RoutingRule['by'],
  id: string,
  rows: PrintingRows,
  stationId: StationId,
): RoutingRule | null {
  const product = rows.products.find((each) => each.id === id);
  const category = rows.categories.find((each) => each.id === id);
  const orderType: OrderType | undefined = orderTypes.find((each) => each === id);
  if (kind === 'item') return product ? { by: kind, productId: product.id, stationId } : null;
  if (kind === 'category') return category ? { by: kind, categoryId: category.id, stationId } : null;
  if (kind === 'orderType') return orderType ? { by: kind, orderType, stationId } : null;
  return { by: kind, area: id, stationId };
}
