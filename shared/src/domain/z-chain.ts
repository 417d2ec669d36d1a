import type { TillId } from '../values/ids.ts';
import { add, noMoney, subtract } from '../values/money.ts';
import { noHash } from '../values/hash.ts';
import { compare, type Difference } from './sale.ts';
import { expectedCash } from './shift-figures.ts';
import { countOf, zHashOf, type ZReport } from './z-report.ts';

/** `changed`: not what was signed; `missing`: the one before is not here; `sums`: its own figures do not add up. */
export type ZBreak = {
  readonly zNumber: string;
  readonly what: 'changed' | 'missing' | 'grandTotal' | 'sums';
};

export type ZChain = {
  readonly tillId: TillId;
  /** Oldest first. */
  readonly reports: readonly ZReport[];
  /** Where it is not what it must be; none: every report follows the one before, from the first to the last. */
  readonly breaks: readonly ZBreak[];
};

/** Goes through the Z reports of each till from the first to the last and proves every link anew. */
export function verifyZChains(reports: readonly ZReport[]): ZChain[] {
  const byTill = new Map<TillId, ZReport[]>();
  for (const report of reports) {
    byTill.set(report.shift.tillId, [...(byTill.get(report.shift.tillId) ?? []), report]);
  }
  return [...byTill].map(([tillId, own]) => {
    const sorted = own.toSorted((a, b) => a.sequence - b.sequence || (a.closedAt < b.closedAt ? -1 : 1));
    const breaks = sorted.flatMap((report, index) => breaksOf(report, sorted[index - 1] ?? null));
    return { tillId, reports: sorted, breaks };
  });
}

/** What is wrong with a report and its place behind the one before it. */
export function breaksOf(report: ZReport, before: ZReport | null): ZBreak[] {
  const { zNumber } = report;
  const breaks: ZBreak[] = [];
  if (zHashOf(report) !== report.hash) breaks.push({ zNumber, what: 'changed' });
  if (!follows(report, before)) breaks.push({ zNumber, what: 'missing' });
  else if (report.grandTotal !== add(before?.grandTotal ?? noMoney, report.figures.sales.total))
    breaks.push({ zNumber, what: 'grandTotal' });
  if (cashDifferenceOf(report)) breaks.push({ zNumber, what: 'sums' });
  return breaks;
}

function follows({ sequence, previousHash }: ZReport, before: ZReport | null): boolean {
  return sequence === (before?.sequence ?? 0) + 1 && previousHash === (before?.hash ?? noHash);
}

/** The first figure of a report's cash that does not follow from the others. */
export function cashDifferenceOf(report: ZReport): Difference | null {
  const { shift, figures, count, countedCash, variance } = report;
  const expected = expectedCash(shift.float, figures);
  return (
    compare('expected cash', report.expectedCash, expected) ??
    compare('counted cash', countedCash, countOf(count)) ??
    compare('variance', variance, subtract(countedCash, expected))
  );
}
