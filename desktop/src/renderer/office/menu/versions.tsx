import type { Branch } from '@galley/shared/domain/branch.ts';
import { productSchema } from '@galley/shared/domain/menu.ts';
import { useQuery } from '@tanstack/react-query';
import { readVersions } from '../../app/office-menu.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';

/** Who changed it, and when: the newest first. */
export function Versions({ id, branch }: { readonly id: string; readonly branch: Branch }) {
  const { data = [] } = useQuery({
    queryKey: ['versions', id],
    queryFn: () => readVersions('product', id),
    networkMode: 'always',
    retry: false,
  });
  if (data.length === 0) return null;
  return (
    <ul className="versions" aria-label={t('versions')}>
      {data.map(({ revision, by, at, data: then }) => {
        const product = productSchema.safeParse(then);
        const when = Date.parse(at);
        return (
          <li key={revision}>
            {formatDay(when, branch.timeZone)} {formatTime(when, branch.timeZone)} · {by}
            {product.success &&
              ` · ${product.data.name} · ${formatMoney(product.data.price, branch.currency)}`}
          </li>
        );
      })}
    </ul>
  );
}
