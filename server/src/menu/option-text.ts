import type { ComboGroup, OptionGroup, TimedPrice } from '@galley/shared/domain/menu.ts';
import { timedPriceSchema } from '@galley/shared/domain/menu.ts';
import { type Currency, formatAmount, type Money, parseMoney } from '@galley/shared/values/money.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { instantSchema } from '@galley/shared/values/time.ts';

/** A group as a cell of a CSV file says it: `Heat [1-1]: Mild = 0 | *Hot = 10`; a star is picked already. */
export type GroupText = {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly items: readonly { readonly name: string; readonly price: Money; readonly isDefault: boolean }[];
};

/** Groups stand behind each other with a semicolon. A sign of ours in a name has a backslash before it. */
export function parseGroups(cell: string, currency: Currency): Result<GroupText[]> {
  const groups: GroupText[] = [];
  for (const text of split(cell, ';')) {
    const match = /^(.+?)\s*\[(\d+)-(\d+)\]\s*:(.*)$/s.exec(text);
    if (!match)
      return refuse(
        'badGroup',
        `"${text.trim()}" is no group; write it like Heat [1-1]: Mild = 0 | Hot = 10`,
      );
    const [, name = '', min, max, rest = ''] = match;
    const items: GroupText['items'][number][] = [];
    for (const item of split(rest, '|')) {
      const [label = '', amount = '0', more] = split(item, '=');
      const price = parseMoney(amount, currency);
      if (more !== undefined || !price.ok)
        return refuse('badChoice', `"${item.trim()}" is no choice; write it like Hot = 10`);
      const isDefault = label.trim().startsWith('*');
      items.push({ name: unescape(label.trim().replace(/^\*/, '')), price: price.value, isDefault });
    }
    if (items.length === 0 || Number(max) < 1 || Number(min) > Number(max))
      return refuse('badGroup', `${name} asks for ${min} to ${max} of ${items.length} choices`);
    groups.push({ name: unescape(name.trim()), min: Number(min), max: Number(max), items });
  }
  return ok(groups);
}

export function formatGroups(groups: readonly GroupText[], currency: Currency): string {
  return groups
    .map(({ name, min, max, items }) => {
      const choices = items.map(
        (item) => `${item.isDefault ? '*' : ''}${escape(item.name)} = ${plain(item.price, currency)}`,
      );
      return `${escape(name)} [${min}-${max}]: ${choices.join(' | ')}`;
    })
    .join('; ');
}

export function optionsToText(options: readonly OptionGroup[]): GroupText[] {
  return options.map(({ name, min, max, choices }) => ({
    name,
    min,
    max,
    items: choices.map((choice) => ({ ...choice, isDefault: choice.isDefault === true })),
  }));
}

/** `codeOf` names a part, by its SKU or its id. */
export function coursesToText(
  courses: readonly ComboGroup[],
  codeOf: (id: ComboGroup['parts'][number]['productId']) => string,
): GroupText[] {
  return courses.map(({ name, min, max, parts }) => ({
    name,
    min,
    max,
    items: parts.map(({ productId, price }) => ({ name: codeOf(productId), price, isDefault: false })),
  }));
}

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** `90 from 2026-12-01T00:00:00.000Z; 80 fri sat 17:00-19:00`, in the order in which they stand. */
export function parsePrices(cell: string, currency: Currency): Result<TimedPrice[]> {
  const prices: TimedPrice[] = [];
  for (const text of split(cell, ';')) {
    const [amount = '', ...words] = text.trim().split(/\s+/);
    const price = parseMoney(amount, currency);
    if (!price.ok) return refuse('badPrice', `"${text.trim()}" begins with no amount`);
    const timed = { price: price.value, from: null, until: null, days: [], start: null, end: null } as Draft;
    for (let at = 0; at < words.length; at += 1) {
      const word = (words[at] ?? '').toLowerCase();
      const hours = /^(\d\d:\d\d)?-(\d\d:\d\d)?$/.exec(word);
      if (word === 'from' || word === 'until') timed[word] = words[(at += 1)] ?? '';
      else if (hours) [timed.start, timed.end] = [hours[1] ?? null, hours[2] ?? null];
      else timed.days.push(dayNames.indexOf(word));
    }
    const read = timedPriceSchema.safeParse(timed);
    if (!read.success)
      return refuse('badPrice', `"${text.trim()}" is no price; write it like 80 fri sat 17:00-19:00`);
    prices.push(read.data);
  }
  return ok(prices);
}

type Draft = {
  price: Money;
  from: string | null;
  until: string | null;
  days: number[];
  start: string | null;
  end: string | null;
};

export function formatPrices(prices: readonly TimedPrice[], currency: Currency): string {
  return prices
    .map(({ price, from, until, days, start, end }) =>
      [
        plain(price, currency),
        ...days.map((day) => dayNames[day]),
        ...(start !== null || end !== null ? [`${start ?? ''}-${end ?? ''}`] : []),
        ...(from === null ? [] : ['from', instantSchema.parse(from)]),
        ...(until === null ? [] : ['until', instantSchema.parse(until)]),
      ].join(' '),
    )
    .join('; ');
}

/** Without the commas between thousands, which would need quotes in a CSV file. */
export function plain(amount: Money, currency: Currency): string {
  return formatAmount(amount, currency).replaceAll(',', '');
}

function split(text: string, sign: ';' | '|' | '='): string[] {
  const parts = [''];
  for (const match of text.matchAll(/\\.|[^\\]/gsu)) {
    const [each] = match;
    if (each === sign) parts.push('');
    else parts.push(parts.pop() + each);
  }
  return parts.length === 1 && parts[0]?.trim() === '' ? [] : parts;
}

function escape(text: string): string {
  return text.replace(/[\\;|=:[\]*]/g, '\\$&');
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
