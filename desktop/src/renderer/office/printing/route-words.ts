import type { Product } from '@galley/shared/domain/menu.ts';
import type { Route, RoutingProblem, RoutingRule } from '@galley/shared/domain/routing.ts';
import { t } from '../../ui/messages/t.ts';
import type { PrintingRows } from './queries.ts';

/** Where an item goes, on which printers it comes out one after the other, and why, in words for a manager. */
export function routeWords(
  { stationId, because }: Route,
  product: Product,
  rows: PrintingRows,
): { readonly where: string; readonly paper: string; readonly why: string } {
  const station = rows.stations.find(({ id }) => id === stationId);
  const printers = [station?.printerId, ...(station?.backupPrinterIds ?? [])].flatMap(
    (id) => rows.printers.find((printer) => printer.id === id)?.name ?? [],
  );
  const category = rows.categories.find(({ id }) => id === product.categoryId)?.name ?? '';
  const why = {
    item: () => t('becauseItem'),
    menu: () => t('becauseMenu'),
    category: () => t('becauseCategory', { name: category }),
    orderType: () => t('becauseOrderType'),
    area: () => t('becauseArea'),
    fallback: () => t('becauseFallback'),
  }[because]();
  if (stationId === null) return { where: t('nobodyCooks'), paper: '', why };
  if (!station) return { where: t('stationGone'), paper: '', why };
  const [first, ...others] = printers;
  const paper =
    first === undefined
      ? t('onlyOnScreen')
      : others.length === 0
        ? first
        : t('printerElse', { first, others: others.join(', ') });
  return { where: station.name, paper, why };
}

/** What a rule is for. */
export function ruleWords(rule: RoutingRule, rows: PrintingRows): string {
  switch (rule.by) {
    case 'item':
      return rows.products.find(({ id }) => id === rule.productId)?.name ?? t('goneThing');
    case 'category':
      return rows.categories.find(({ id }) => id === rule.categoryId)?.name ?? t('goneThing');
    case 'orderType':
      return t(rule.orderType);
    case 'area':
      return rule.area;
  }
}

export function problemWords(problem: RoutingProblem, rows: PrintingRows): string {
  switch (problem.code) {
    case 'nobodyTold':
      return t('lintNobodyTold', { name: problem.product.name });
    case 'noSuchStation':
      return t('lintNoSuchStation', { name: problem.product.name });
    case 'noPrinter':
      return t('lintNoPrinter', { name: problem.station.name });
    case 'unprintable':
      return t('lintUnprintable', { name: problem.product.name, characters: problem.characters });
    case 'deadRule':
      return t('lintDeadRule', { name: ruleWords(problem.rule, rows) });
  }
}
