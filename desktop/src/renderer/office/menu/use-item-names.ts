import type { ItemName } from '@galley/shared/wire/stock-office.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { nameItems } from '../../app/office-stock.ts';

export type ItemNames = ReadonlyMap<string, ItemName>;

/** What these items are called: asked once for what is there already, learnt for what somebody picks. */
export function useItemNames(ids: readonly string[]): {
  /** Null: not known yet. */
  readonly names: ItemNames | null;
  readonly error: Error | null;
  readonly learn: (item: ItemName) => void;
} {
  const [picked, setPicked] = useState<ItemNames>(new Map());
  const unknown = ids.filter((id) => !picked.has(id));
  const { data, error } = useQuery({
    queryKey: ['stock', 'names', ...unknown],
    queryFn: () => nameItems(unknown),
    networkMode: 'always',
    placeholderData: keepPreviousData,
    retry: false,
  });
  const known = unknown.length === 0 ? [] : data;
  return {
    names: known ? new Map([...known.map((each) => [each.id, each] as const), ...picked]) : null,
    error: unknown.length === 0 ? null : error,
    learn: (item) => setPicked((before) => new Map([...before, [item.id, item]])),
  };
}
