import type { Branch } from '@galley/shared/domain/branch.ts';
import { type Product, productSchema } from '@galley/shared/domain/menu.ts';
import type { MenuSaved } from '@galley/shared/wire/menu.ts';
import { Button } from '../../ui/button.tsx';
import { formatSpan } from '../../ui/format-span.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { type ProductDraft, toDraft } from './product-draft.ts';

const minuteMs = 60_000;
const shownFields = [
  ['name', 'name'], ['price', 'price'], ['sku', 'skuLabel'], ['barcode', 'barcode'], ['active', 'isSold'],
  ['options', 'options'], ['combo', 'setCourses'], ['taxIds', 'taxes'], ['prices', 'timedPrices'],
] as const satisfies readonly (readonly [keyof ProductDraft, MessageKey])[]; // prettier-ignore

/** Somebody has changed the same meanwhile: what differs, side by side, and whose is to stay. */
export function Conflict({
  theirs,
  mine,
  branch,
  onTake,
  onKeep,
}: {
  readonly theirs: Extract<MenuSaved, { kind: 'conflict' }>['theirs'];
  readonly mine: ProductDraft;
  readonly branch: Branch;
  readonly onTake: (product: Product) => void;
  readonly onKeep: () => void;
}) {
  const now = useNow();
  const known = productSchema.safeParse(theirs.data);
  const draft = known.success ? toDraft(known.data, branch.currency) : null;
  const by = theirs.by ?? t('anImport');
  const differing = draft
    ? shownFields.filter(([field]) => wordsOf(mine[field]) !== wordsOf(draft[field]))
    : [];
  return (
    <Notice tone="wait">
      <div className="conflict">
        <strong>
          {draft
            ? t('changedMeanwhile', {
                name: by,
                span: formatSpan(Math.max(now - Date.parse(theirs.at), minuteMs)),
              })
            : t('takenOffMeanwhile', { name: by })}
        </strong>
        {draft && (
          <table>
            <thead>
              <tr>
                <th scope="col">{t('whatDiffers')}</th>
                <th scope="col">{t('yours')}</th>
                <th scope="col">{t('theirs', { name: by })}</th>
              </tr>
            </thead>
            <tbody>
              {differing.map(([field, label]) => (
                <tr key={field}>
                  <th scope="row">{t(label)}</th>
                  <td>{wordsOf(mine[field])}</td>
                  <td>{wordsOf(draft[field])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div className="ways">
          {known.success && (
            <Button onClick={() => onTake(known.data)}>{t('takeTheirs', { name: by })}</Button>
          )}
          <Button tone="wait" onClick={onKeep}>
            {t('keepMine')}
          </Button>
        </div>
      </div>
    </Notice>
  );
}

function wordsOf(value: ProductDraft[keyof ProductDraft]): string {
  if (Array.isArray(value)) {
    return value
      .map((each: unknown) => {
        if (typeof each === 'string') return '1';
        const group = each as {
          name?: string;
          items?: readonly { name: string; price: string }[];
          price?: number;
        }; // a group, or a timed price
        if (!group.items) return JSON.stringify(each);
        return `${group.name}: ${group.items.map((item) => `${item.name} ${item.price}`).join(', ')}`;
      })
      .join('; ');
  }
  if (typeof value === 'boolean') return value ? '✓' : '–';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
