import type { Product } from '@galley/shared/domain/menu.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/check.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { type GroupDraft, type ItemDraft, newGroup, newItem } from './product-draft.ts';
import './groups-editor.css';

/** Option groups with their choices, or the courses of a set with their parts. */
export function GroupsEditor({
  title,
  addLabel,
  groups,
  products,
  onChange,
}: {
  readonly title: string;
  readonly addLabel: string;
  readonly groups: readonly GroupDraft[];
  /** What may be a part; null: these are groups of choices. */
  readonly products: readonly Product[] | null;
  readonly onChange: (groups: readonly GroupDraft[]) => void;
}) {
  const change = (key: string, part: Partial<GroupDraft>) =>
    onChange(groups.map((group) => (group.key === key ? { ...group, ...part } : group)));
  return (
    <fieldset className="groups-editor">
      <legend>{title}</legend>
      {groups.map((group) => (
        <div className="group" key={group.key}>
          <div className="row">
            <input
              value={group.name}
              aria-label={t('groupName')}
              placeholder={t('groupName')}
              onChange={(event) => change(group.key, { name: event.currentTarget.value })}
            />
            <label>
              {t('atLeast')}
              <input
                type="number"
                min={0}
                max={20}
                value={group.min}
                onChange={(event) =>
                  change(group.key, { min: Math.max(0, event.currentTarget.valueAsNumber || 0) })
                }
              />
            </label>
            <label>
              {t('atMost')}
              <input
                type="number"
                min={1}
                max={20}
                value={group.max}
                onChange={(event) =>
                  change(group.key, { max: Math.max(1, event.currentTarget.valueAsNumber || 1) })
                }
              />
            </label>
            <Remove
              name={group.name}
              onClick={() => onChange(groups.filter(({ key }) => key !== group.key))}
            />
          </div>
          {group.items.map((item, index) => (
            <Item
              key={`${item.id} ${index}`}
              item={item}
              products={products}
              onChange={(next) =>
                change(group.key, {
                  items: group.items.map((each, place) => (place === index ? next : each)),
                })
              }
              onRemove={() => change(group.key, { items: group.items.filter((_, place) => place !== index) })}
            />
          ))}
          <Button
            tone="quiet"
            onClick={() =>
              change(group.key, { items: [...group.items, products ? { ...newItem(), id: '' } : newItem()] })
            }
          >
            {t('addChoice')}
          </Button>
        </div>
      ))}
      <Button
        onClick={() => {
          const group = newGroup();
          onChange([...groups, products ? { ...group, items: [{ ...newItem(), id: '' }] } : group]);
        }}
      >
        {addLabel}
      </Button>
    </fieldset>
  );
}

function Item({
  item,
  products,
  onChange,
  onRemove,
}: {
  readonly item: ItemDraft;
  readonly products: readonly Product[] | null;
  readonly onChange: (item: ItemDraft) => void;
  readonly onRemove: () => void;
}) {
  return (
    <div className="row item">
      {products ? (
        <select
          value={item.id}
          aria-label={t('part')}
          onChange={(event) => onChange({ ...item, id: event.currentTarget.value })}
        >
          <option value="">{t('choosePart')}</option>
          {products.map((product) => (
            <option key={product.id} value={product.id}>
              {product.name}
            </option>
          ))}
        </select>
      ) : (
        <input
          value={item.name}
          aria-label={t('choice')}
          placeholder={t('choice')}
          onChange={(event) => onChange({ ...item, name: event.currentTarget.value })}
        />
      )}
      <label>
        {t('extraPrice')}
        <input
          inputMode="decimal"
          value={item.price}
          onChange={(event) => onChange({ ...item, price: event.currentTarget.value })}
        />
      </label>
      {!products && (
        <Check
          label={t('isDefault')}
          checked={item.isDefault}
          onChange={(isDefault) => onChange({ ...item, isDefault })}
        />
      )}
      <Remove name={item.name} onClick={onRemove} />
    </div>
  );
}

function Remove({ name, onClick }: { readonly name: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="remove" aria-label={t('removeNamed', { name })} onClick={onClick}>
      <Icon name="cross" size={18} />
    </button>
  );
}
