import type { Currency } from '@galley/shared/values/money.ts';
import type { TillHealth } from '@galley/shared/wire/health.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { formatSpan } from '../../ui/format-span.ts';
import { formatAge, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';

/** Something that a manager reads about a till: calm, worth a look, or a loss that threatens. */
export type Word = { readonly tone: 'good' | 'wait' | 'loss'; readonly text: string };

const silenceMs = 15 * 60_000;
const clockToleranceMs = 5 * 60_000;
const lowDiskBytes = 200 * 1024 * 1024;
/** On the branch's clock. Outside of these hours a silent till is a till at rest. */
const open = { from: 8, to: 23 };

type Place = { readonly now: number; readonly timeZone: string; readonly currency: Currency };

/** How it is with a till, the worst first. */
export function tillWords(till: TillHealth, place: Place): Word[] {
  if (till.incarnation === 0) return [{ tone: 'wait', text: t('tillNotEnrolled') }];
  const words = [
    ...logWords(till, place),
    ...backlogWords(till, place),
    ...deviceWords(till),
    seenWord(till, place),
  ];
  const order = ['loss', 'wait', 'good'];
  return words.sort((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
}

function seenWord({ seenAt, disabled, status }: TillHealth, { now, timeZone }: Place): Word {
  if (seenAt === null) return { tone: 'wait', text: t('tillNeverHeard') };
  const ageMs = now - Date.parse(seenAt);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  const hour = Number(clock.format(now));
  const isOpen = hour >= open.from && hour < open.to;
  const matters = !disabled && ageMs > silenceMs && (isOpen || (status?.waiting ?? 0) > 0);
  return { tone: matters ? 'loss' : 'good', text: t('tillHeard', { age: formatAge(ageMs) }) };
}

/** What of its log is missing, unreadable or in dispute. */
function logWords({ gaps, forks, quarantined }: TillHealth, { timeZone }: Place): Word[] {
  return [
    ...gaps.map((gap): Word => {
      const numbers = gap.from === gap.to ? String(gap.from) : `${gap.from}–${gap.to}`;
      const since = formatTime(gap.since, timeZone);
      return { tone: 'loss', text: t('tillGap', { numbers: numeral(numbers), since }) };
    }),
    ...(forks.length > 0 ? [{ tone: 'loss' as const, text: t('tillForks', { count: forks.length }) }] : []),
    ...(quarantined > 0 ? [{ tone: 'loss' as const, text: t('tillHeld', { count: quarantined }) }] : []),
  ];
}

function backlogWords(till: TillHealth, { now, timeZone, currency }: Place): Word[] {
  const { status, unsettled, oldestUnsettledAt } = till;
  const words: Word[] = [];
  if (status && status.waiting > 0) {
    const amount = formatMoney(status.waitingMoney, currency);
    const age = status.oldestAt === null ? '' : formatAge(now - Date.parse(status.oldestAt));
    words.push({ tone: 'wait', text: t('tillWaits', { count: status.waiting, amount, age }) });
  }
  if (unsettled > 0 && oldestUnsettledAt) {
    const since = formatTime(oldestUnsettledAt, timeZone);
    words.push({ tone: 'wait', text: t('tillUnsettled', { count: unsettled, since }) });
  }
  if (status && status.problems > 0) {
    words.push({ tone: 'loss', text: t('tillProblems', { count: status.problems }) });
  }
  return words;
}

function deviceWords({ status }: TillHealth): Word[] {
  if (!status) return [];
  const { clockOffsetMs, freeBytes, persisted, bucketMismatches } = status;
  const words: Word[] = [];
  if (clockOffsetMs !== null && Math.abs(clockOffsetMs) > clockToleranceMs) {
    const time = formatSpan(clockOffsetMs);
    words.push({ tone: 'wait', text: t(clockOffsetMs > 0 ? 'tillClockBehind' : 'tillClockAhead', { time }) });
  }
  if (freeBytes !== null && freeBytes < lowDiskBytes) {
    words.push({ tone: 'loss', text: t('tillDiskLow', { space: formatSpace(freeBytes) }) });
  }
  if (persisted === false) words.push({ tone: 'wait', text: t('tillMayForget') });
  if (bucketMismatches > 0)
    words.push({ tone: 'wait', text: t('tillReloaded', { count: bucketMismatches }) });
  return words;
}

/** `120 MB`, `14 GB` */
export function formatSpace(bytes: number): string {
  const megabytes = Math.floor(bytes / 1024 / 1024);
  return numeral(megabytes < 1024 ? `${megabytes} MB` : `${Math.floor(megabytes / 1024)} GB`);
}
