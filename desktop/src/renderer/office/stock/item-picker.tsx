import type { ItemName } from '@galley/shared/wire/stock-office.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { findItems } from '../../app/office-stock.ts';
import { t } from '../../ui/messages/t.ts';

/** Finds a product or an ingredient by a part of its name. */
export function ItemPicker({
  item,
  label,
  allows = () => true,
  onPick,
}: {
  readonly item: ItemName | null;
  readonly label: string;
  readonly allows?: (item: ItemName) => boolean;
  readonly onPick: (item: ItemName | null) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState(item?.name ?? '');
  const { data: found = [] } = useQuery({
    queryKey: ['stock', 'items', typed],
    queryFn: () => findItems(typed),
    placeholderData: keepPreviousData,
    networkMode: 'always',
    retry: false,
  });
  const data = found.filter(allows);
  const isMeant = ({ name }: ItemName) => name.toLowerCase() === typed.trim().toLowerCase();
  const meant = item && isMeant(item) ? item : (data.find(isMeant) ?? null);
  // Also who types or pastes faster than the names come has chosen.
  useEffect(() => {
    if (meant?.id !== item?.id) onPick(meant);
    // oxlint-disable-next-line react/exhaustive-deps -- only what is typed and what is found decides
  }, [meant?.id]);
  return (
    <>
      <input
        type="search"
        list={id}
        value={typed}
        aria-label={label}
        placeholder={t('stockFindItem')}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <datalist id={id}>
        {data.map(({ id: itemId, name, kind }) => (
          <option key={itemId} value={name}>
            {kind === 'ingredient' ? t('ingredient') : ''}
          </option>
        ))}
      </datalist>
    </>
  );
}
