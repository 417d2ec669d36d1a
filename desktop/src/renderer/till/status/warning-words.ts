import { formatSpan } from '../../ui/format-span.ts';
import { t } from '../../ui/messages/t.ts';
import type { DeviceWarnings } from './queries.ts';

/** What is wrong with the device, in words; empty: nothing. The clock comes first. */
export function warningWords({
  clockBehindMs,
  freeBytes,
  mayBeDeleted,
  boxFault,
  supportedFrom,
  weakStore,
}: DeviceWarnings): string[] {
  const words: string[] = [];
  if (clockBehindMs !== null) {
    words.push(t(clockBehindMs > 0 ? 'clockBehind' : 'clockAhead', { time: formatSpan(clockBehindMs) }));
  }
  if (freeBytes !== null) words.push(t('lowDisk', { megabytes: Math.floor(freeBytes / 1024 / 1024) }));
  if (boxFault !== null) words.push(t('boxFault', { cause: boxFault }));
  if (supportedFrom !== null) words.push(t('tooOld', { version: supportedFrom }));
  if (weakStore) words.push(t('weakStore'));
  if (mayBeDeleted) words.push(t('mayBeDeleted'));
  return words;
}
