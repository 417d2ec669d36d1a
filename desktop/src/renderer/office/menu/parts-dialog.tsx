import { orderTypes, type Tax } from '@galley/shared/domain/menu.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { formatRate, percent } from '@galley/shared/values/tax-rate.ts';
import { printerIdSchema } from '@galley/shared/values/ids.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/check.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/messages/t.ts';
import { useSavePart } from '../use-save-part.tsx';
import type { GalleyDatabase } from '../../db/database.ts';
import { Notice } from '../../ui/notice.tsx';
import './parts-dialog.css';
import type { MenuRows } from './queries.ts';

/** What products hang on: categories in their order, taxes, and the stations that make them. */
export function PartsDialog({
  db,
  menu,
  onClose,
}: {
  readonly db: GalleyDatabase;
  readonly menu: MenuRows;
  readonly onClose: () => void;
}) {
  const printers = useLiveQuery(async () => new Map((await db.printers.toArray()).map((each) => [each.id, each.name])), [db]); // prettier-ignore
  const { save, refusal, refuse, conflict } = useSavePart(
    (id) => printers?.get(printerIdSchema.parse(id)) ?? id,
    () => undefined,
  );
  const saveTax = ({ revision, version: _version, ...data }: TaxRow, changes: Partial<Tax>) =>
    save({ entity: 'tax', id: data.id, seen: revision, data: { ...data, ...changes } });

  return (
    <Dialog title={t('menuParts')} wide onClose={onClose}>
      <div className="parts-dialog inputs">
        {refusal !== null && <Notice tone="loss">{refusal}</Notice>}
        {conflict}
        <Parts
          title={t('categories')}
          parts={menu.categories}
          onRename={({ id, position, revision }, name) =>
            save({ entity: 'category', id, seen: revision, data: { id, name, position } })
          }
          onRemove={({ id, revision }) => save({ entity: 'category', id, seen: revision, data: null })}
          onAdd={(name) => {
            const id = newId<MenuRows['categories'][number]['id']>(() => uuidv7());
            const position = Math.max(-1, ...menu.categories.map((each) => each.position)) + 1;
            save({ entity: 'category', id, seen: 0, data: { id, name, position } });
          }}
        />
        <Parts
          title={t('stations')}
          parts={menu.stations}
          onRename={({ revision, version: _version, ...station }, name) =>
            save({ entity: 'station', id: station.id, seen: revision, data: { ...station, name } })
          }
          onRemove={({ id, revision }) => save({ entity: 'station', id, seen: revision, data: null })}
          onAdd={(name) => {
            const id = newId<MenuRows['stations'][number]['id']>(() => uuidv7());
            save({ entity: 'station', id, seen: 0, data: { id, name, printerId: null } });
          }}
        />
        <Parts
          title={t('taxes')}
          hint={t('taxHint')}
          parts={menu.taxes}
          shown={(tax) => `${tax.name} ${formatRate(tax.rate)}`}
          more={(tax) => <TaxRules tax={tax} onChange={(changes) => saveTax(tax, changes)} />}
          onRename={(tax, text) => {
            const read = readTax(text);
            if (!read) return refuse(t('taxHint'));
            saveTax(tax, read);
          }}
          onRemove={({ id, revision }) => save({ entity: 'tax', id, seen: revision, data: null })}
          onAdd={(text) => {
            const read = readTax(text);
            if (!read) return refuse(t('taxHint'));
            const id = newId<MenuRows['taxes'][number]['id']>(() => uuidv7());
            const data = { id, ...read, inclusive: true, orderTypes: [...orderTypes] };
            save({ entity: 'tax', id, seen: 0, data });
          }}
        />
      </div>
    </Dialog>
  );
}

/** Whether prices hold the tax already, and which orders it counts for [M6]. */
function TaxRules({
  tax: { name, inclusive, orderTypes: counted },
  onChange,
}: {
  readonly tax: Tax;
  readonly onChange: (changes: Partial<Tax>) => void;
}) {
  return (
    <div className="tax-rules" role="group" aria-label={name}>
      <Check
        label={t('partTaxIncluded')}
        checked={inclusive}
        onChange={(within) => onChange({ inclusive: within })}
      />
      {orderTypes.map((type) => (
        <Check
          key={type}
          label={t(type)}
          checked={counted.includes(type)}
          onChange={(isOn) =>
            onChange({
              orderTypes: orderTypes.filter((each) => (each === type ? isOn : counted.includes(each))),
            })
          }
        />
      ))}
    </div>
  );
}

/** `VAT 7.5 %` */
function readTax(text: string) {
  const match = /^(.+?)\s+(\d{1,2}(?:\.\d{1,4})?)\s*%?$/.exec(text.trim());
  return match ? { name: match[1] ?? '', rate: percent(Number(match[2])) } : null;
}

type TaxRow = MenuRows['taxes'][number];
type Part = { readonly id: string; readonly name: string; readonly revision: number };

function Parts<P extends Part>({
  title,
  hint,
  parts,
  shown = ({ name }) => name,
  more,
  onRename,
  onRemove,
  onAdd,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly parts: readonly P[];
  /** What stands in its field, if that is not its name alone. */
  readonly shown?: (part: P) => string;
  /** What else may be said of one. */
  readonly more?: (part: P) => ReactNode;
  readonly onRename: (part: P, name: string) => void;
  readonly onRemove: (part: P) => void;
  readonly onAdd: (name: string) => void;
}) {
  const [typed, setTyped] = useState('');
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {parts.map((part) => (
          <li key={part.id}>
            <NameField part={part} name={shown(part)} onRename={onRename} />
            <Button
              tone="quiet"
              aria-label={t('removeNamed', { name: part.name })}
              onClick={() => onRemove(part)}
            >
              {t('remove')}
            </Button>
            {more?.(part)}
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '') onAdd(typed.trim());
          setTyped('');
        }}
      >
        <input
          value={typed}
          maxLength={60}
          aria-label={t('newPart', { kind: title })}
          placeholder={hint ?? t('newPart', { kind: title })}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" disabled={typed.trim() === ''}>
          {t('addPart')}
        </Button>
      </form>
    </section>
  );
}

/**
 * What somebody types here stays, whatever comes meanwhile; it is saved against the revision that they had in sight when
 * they began.
 */
function NameField<P extends Part>({
  part,
  name,
  onRename,
}: {
  readonly part: P;
  readonly name: string;
  readonly onRename: (part: P, name: string) => void;
}) {
  const [begun, setBegun] = useState<{ readonly part: P; readonly typed: string } | null>(null);
  return (
    <input
      value={begun?.typed ?? name}
      aria-label={name}
      maxLength={60}
      onChange={(event) => setBegun({ part: begun?.part ?? part, typed: event.currentTarget.value })}
      onBlur={() => {
        const typed = begun?.typed.trim() ?? '';
        setBegun(null);
        if (begun && typed !== '' && typed !== name) onRename(begun.part, typed);
      }}
    />
  );
}
