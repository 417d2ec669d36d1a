import type { Branch } from '@galley/shared/domain/branch.ts';
import { type Product, unitSchema, units } from '@galley/shared/domain/menu.ts';
import { stationIdSchema, categoryIdSchema } from '@galley/shared/values/ids.ts';
import { unprintableIn } from '@galley/shared/domain/printable.ts';
import type { MenuSaved } from '@galley/shared/wire/menu.ts';
import { useState } from 'react';
import { saveMenuPart } from '../../app/office-menu.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/check.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Conflict } from './conflict.tsx';
import { GroupsEditor } from './groups-editor.tsx';
import { PhotoField } from './photo-field.tsx';
import { PricesEditor } from './prices-editor.tsx';
import { RecipeEditor } from './recipe-editor.tsx';
import { fromDraft, isIncomplete, toDraft, type ProductDraft } from './product-draft.ts';
import './product-editor.css';
import type { MenuRows } from './queries.ts';
import { Versions } from './versions.tsx';

/** Everything about one product. It is saved against the version that was opened: nobody's change is lost unseen. */
export function ProductEditor({
  product,
  seen: opened,
  menu,
  branch,
  onClose,
}: {
  readonly product: Product;
  /** The revision that is edited; 0: it is new. */
  readonly seen: number;
  readonly menu: MenuRows;
  readonly branch: Branch;
  readonly onClose: () => void;
}) {
  const { currency } = branch;
  const [draft, setDraft] = useState(() => toDraft(product, currency));
  const [seen, setSeen] = useState(opened);
  const [leaving, setLeaving] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [theirs, setTheirs] = useState<Extract<MenuSaved, { kind: 'conflict' }>['theirs'] | null>(null);
  const choices = draft.options.flatMap(({ items }) => items.map(({ name }) => name));
  const unprintable = unprintableIn([draft.name, ...choices]).join(' ');
  const set = (part: Partial<ProductDraft>) => setDraft((before) => ({ ...before, ...part }));

  async function save(against: number, data: Product | null): Promise<void> {
    setBusy(true);
    setRefusal('');
    const answer = await saveMenuPart({ entity: 'product', id: product.id, seen: against, data });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.message);
    if (answer.value.kind === 'refused') return setRefusal(answer.value.message);
    if (answer.value.kind === 'conflict') return setTheirs(answer.value.theirs);
    onClose();
  }

  function trySave(against: number): void {
    const made = fromDraft(draft, currency);
    if (made.ok) void save(against, made.value);
    else setRefusal(made.message);
  }

  return (
    <Dialog
      title={opened === 0 ? t('newProduct') : product.name}
      wide
      onClose={onClose}
      footer={
        <div className="product-editor-foot">
          {opened > 0 && (
            <Button
              tone="loss"
              disabled={busy}
              onClick={() => (leaving ? void save(seen, null) : setLeaving(true))}
            >
              {t(leaving ? 'takeOffSure' : 'takeOffMenu')}
            </Button>
          )}
          <Button
            tone="money"
            size="large"
            disabled={busy || isIncomplete(draft)}
            onClick={() => trySave(seen)}
          >
            {t('save')}
          </Button>
        </div>
      }
    >
      <div className="product-editor inputs">
        {refusal !== '' && <Notice tone="loss">{refusal}</Notice>}
        {unprintable !== '' && <Notice tone="wait">{t('unprintable', { characters: unprintable })}</Notice>}
        {theirs && (
          <Conflict
            theirs={theirs}
            mine={draft}
            menu={menu}
            branch={branch}
            onTake={(data) => {
              setDraft(toDraft(data, currency));
              setSeen(theirs.revision);
              setTheirs(null);
            }}
            onKeep={() => {
              setSeen(theirs.revision);
              setTheirs(null);
              trySave(theirs.revision);
            }}
          />
        )}
        <div className="fields">
          <PhotoField
            product={draft}
            onChange={(photo) =>
              setDraft(({ photo: _before, ...rest }) => ({ ...rest, ...(photo && { photo }) }))
            }
          />
          <Text label={t('name')} value={draft.name} onChange={(name) => set({ name })} />
          <Text label={t('price')} value={draft.price} decimal onChange={(price) => set({ price })} />
          <label>
            <span>{t('category')}</span>
            <select
              value={draft.categoryId}
              onChange={(event) => set({ categoryId: categoryIdSchema.parse(event.currentTarget.value) })}
            >
              {menu.categories.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{t('station')}</span>
            <select
              value={draft.stationId ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                set({ stationId: value === '' ? null : stationIdSchema.parse(value) });
              }}
            >
              <option value="">{t('nobodyCooks')}</option>
              {menu.stations.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <Text label={t('skuLabel')} value={draft.sku} onChange={(sku) => set({ sku })} />
          <Text label={t('barcode')} value={draft.barcode} onChange={(barcode) => set({ barcode })} />
          {draft.stocked && (
            <Text label={t('stockLowAt')} value={draft.lowAt} decimal onChange={(lowAt) => set({ lowAt })} />
          )}
          <Text label={t('glyph')} value={draft.glyph} onChange={(glyph) => set({ glyph })} />
          <label>
            <span>{t('soldBy')}</span>
            <select
              value={draft.unit}
              onChange={(event) => {
                const { value } = event.currentTarget;
                set({ unit: value === '' ? '' : unitSchema.parse(value) });
              }}
            >
              <option value="">{t('piece')}</option>
              {units.map((unit) => (
                <option key={unit}>{unit}</option>
              ))}
            </select>
          </label>
        </div>
        <div className="checks" role="group" aria-label={t('taxes')}>
          {menu.taxes.map(({ id, name }) => (
            <Check
              key={id}
              label={name}
              checked={draft.taxIds.includes(id)}
              onChange={(on) =>
                set({ taxIds: on ? [...draft.taxIds, id] : draft.taxIds.filter((each) => each !== id) })
              }
            />
          ))}
          <Check label={t('isSold')} checked={draft.active} onChange={(active) => set({ active })} />
          <Check label={t('isStocked')} checked={draft.stocked} onChange={(stocked) => set({ stocked })} />
          <Check
            label={t('openPrice')}
            checked={draft.openPrice === true}
            onChange={(on) =>
              setDraft(({ openPrice: _before, ...rest }) => ({
                ...rest,
                ...(on && { openPrice: true as const }),
              }))
            }
          />
        </div>
        <RecipeEditor
          recipe={draft.recipe}
          groups={draft.options}
          of={product.id}
          onChange={(recipe) => set({ recipe })}
        />
        <PricesEditor
          prices={draft.prices ?? []}
          branch={branch}
          onChange={(prices) => set({ prices: [...prices] })}
        />
        <GroupsEditor
          title={t('options')}
          addLabel={t('addGroup')}
          groups={draft.options}
          products={null}
          onChange={(options) => set({ options })}
        />
        <GroupsEditor
          title={t('setCourses')}
          addLabel={t('addCourse')}
          groups={draft.combo}
          products={menu.products.filter((each) => !each.combo && each.id !== product.id)}
          onChange={(combo) => set({ combo })}
        />
        {opened > 0 && <Versions id={product.id} branch={branch} />}
      </div>
    </Dialog>
  );
}

function Text({
  label,
  value,
  decimal = false,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly decimal?: boolean;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label>
      <span>{label}</span>
      <input
        value={value}
        maxLength={120}
        {...(decimal && { inputMode: 'decimal' })}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
