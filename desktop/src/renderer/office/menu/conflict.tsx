import type { Branch } from '@galley/shared/domain/branch.ts';
import { type Product, productSchema } from '@galley/shared/domain/menu.ts';
import type { MenuSaved } from '@galley/shared/wire/menu.ts';
import { t } from '../../ui/messages/t.ts';
import { ConflictNotice, differencesOf } from '../conflict-notice.tsx';
import { type ProductDraft, toDraft } from './product-draft.ts';
import { productWords } from './product-words.ts';
import type { MenuRows } from './queries.ts';
import { itemsIn } from './recipe-draft.ts';
import { useItemNames } from './use-item-names.ts';

/** Somebody has changed the same product meanwhile. */
export function Conflict({
  theirs,
  mine,
  menu,
  branch,
  onTake,
  onKeep,
}: {
  readonly theirs: Extract<MenuSaved, { kind: 'conflict' }>['theirs'];
  readonly mine: ProductDraft;
  readonly menu: MenuRows;
  readonly branch: Branch;
  readonly onTake: (product: Product) => void;
  readonly onKeep: () => void;
}) {
  const known = productSchema.safeParse(theirs.data);
  const draft = known.success ? toDraft(known.data, branch.currency) : null;
  const items = [...itemsIn(mine.recipe), ...(draft ? itemsIn(draft.recipe) : [])];
  const { names } = useItemNames([...new Set(items)].toSorted());
  const wordsOf = (each: ProductDraft) => productWords(each, menu, names ?? new Map(), branch.currency);
  return (
    <ConflictNotice
      by={theirs.by ?? t('anImport')}
      at={theirs.at}
      differences={draft && differencesOf(wordsOf(mine), wordsOf(draft))}
      onTake={known.success ? () => onTake(known.data) : undefined}
      onKeep={onKeep}
    />
  );
}
