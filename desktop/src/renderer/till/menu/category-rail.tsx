import type { Category } from '@galley/shared/domain/menu.ts';
import { t } from '../../ui/messages/t.ts';
import './category-rail.css';

export function CategoryRail({
  categories,
  chosen,
  onChoose,
}: {
  readonly categories: readonly Category[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) {
  return (
    <nav className="category-rail" aria-label={t('categories')}>
      {categories.map((category) => (
        <button
          key={category.id}
          type="button"
          aria-pressed={category.id === chosen}
          onClick={(event) => {
            event.currentTarget.scrollIntoView({ inline: 'center', block: 'nearest', behavior: 'smooth' });
            onChoose(category.id);
          }}
        >
          {category.name}
        </button>
      ))}
    </nav>
  );
}
