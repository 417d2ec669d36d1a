import type { PrinterCondition } from '@galley/shared/wire/print-jobs.ts';
import { causeWords } from '../../ui/messages/cause-words.ts';
import { t } from '../../ui/messages/t.ts';
import type { PrinterState } from './queries.ts';

export type Diagnosis = {
  readonly tone: 'good' | 'wait' | 'loss';
  /** One word or two for the pill. */
  readonly name: string;
  /** What is wrong and what to do, in plain words. */
  readonly words: string;
};

/** What a person should know of a printer first. `condition`: null while it is being asked. */
export function diagnose(printer: PrinterState, condition: PrinterCondition | null): Diagnosis {
  const paused = condition?.paused ?? null;
  if (paused !== null) return { tone: 'wait', name: t('printerPaused'), words: causeWords(paused) };
  const cause = condition?.blocked ?? (condition === null ? printer.cause : null);
  if (cause !== null) return { tone: 'loss', name: t('printerStopped'), words: causeWords(cause) };
  if (printer.jobs.some((job) => job.state === 'unknown'))
    return { tone: 'wait', name: t('printerAsks'), words: t('printerAsksWhy') };
  if (condition?.paperLow || (condition === null && printer.paperLow))
    return { tone: 'wait', name: t('printerPaperLow'), words: t('printerPaperLowWhy') };
  if (condition === null) return { tone: 'good', name: t('printerAsking'), words: t('printerAskingWhy') };
  const waits = printer.jobs.some((job) => job.state !== 'expired');
  if (waits) return { tone: 'good', name: t('printerBusy'), words: t('printerBusyWhy') };
  if (!condition.known) return { tone: 'good', name: t('printerReached'), words: t('printerReachedWhy') };
  return { tone: 'good', name: t('printerOk'), words: t('printerReady') };
}
