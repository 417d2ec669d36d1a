import { orderTypes } from '@galley/shared/domain/menu.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { formatRate, percent } from '@galley/shared/values/tax-rate.ts';
import type { MenuSave } from '@galley/shared/wire/menu.ts';
import { useState } from 'react';
import { saveMenuPart } from '../../app/office-menu.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import './parts-dialog.css';
import type { MenuRows } from './queries.ts';

/** What products hang on: categories in their order, taxes, and the stations that make them. */
export function PartsDialog({ menu, onClose }: { readonly menu: MenuRows; readonly onClose: () => void }) {
  const [refusal, setRefusal] = useState('');

  async function save(part: MenuSave): Promise<void> {
    const answer = await saveMenuPart(part);
    if (!answer.ok) setRefusal(answer.message);
    else if (answer.value.kind === 'refused') setRefusal(answer.value.message);
    else if (answer.value.kind === 'conflict')
      setRefusal(t('changedByOther', { name: answer.value.theirs.by ?? t('anImport') }));
    else setRefusal('');
  }

  return (
    <Dialog title={t('menuParts')} wide onClose={onClose}>
      <div className="parts-dialog">
        {refusal !== '' && <Notice tone="loss">{refusal}</Notice>}
        <Parts
          title={t('categories')}
          parts={menu.categories}
          onRename={({ id, position, revision }, name) =>
            void save({ entity: 'category', id, seen: revision, data: { id, name, position } })
          }
          onRemove={({ id, revision }) => void save({ entity: 'category', id, seen: revision, data: null })}
          onAdd={(name) => {
            const id = newId<MenuRows['categories'][number]['id']>(() => uuidv7());
            const position = Math.max(-1, ...menu.categories.map((each) => each.position)) + 1;
            void save({ entity: 'category', id, seen: 0, data: { id, name, position } });
          }}
        />
        <Parts
          title={t('stations')}
          parts={menu.stations}
          onRename={({ revision, version: _version, ...station }, name) =>
            void save({ entity: 'station', id: station.id, seen: revision, data: { ...station, name } })
          }
          onRemove={({ id, revision }) => void save({ entity: 'station', id, seen: revision, data: null })}
          onAdd={(name) => {
            const id = newId<MenuRows['stations'][number]['id']>(() => uuidv7());
            void save({ entity: 'station', id, seen: 0, data: { id, name, printerId: null } });
          }}
        />
        <Parts
          title={t('taxes')}
          hint={t('taxHint')}
          parts={menu.taxes.map((tax) => ({ ...tax, name: `${tax.name} ${formatRate(tax.rate)}` }))}
          onRename={({ id, revision }, text) => {
            const tax = menu.taxes.find((each) => each.id === id);
            const read = readTax(text);
            if (!tax || !read) return setRefusal(t('taxHint'));
            const { version: _version, revision: _revision, ...data } = tax;
            void save({ entity: 'tax', id, seen: revision, data: { ...data, ...read } });
          }}
          onRemove={({ id, revision }) => void save({ entity: 'tax', id, seen: revision, data: null })}
          onAdd={(text) => {
            const read = readTax(text);
            if (!read) return setRefusal(t('taxHint'));
            const id = newId<MenuRows['taxes'][number]['id']>(() => uuidv7());
            const data = { id, ...read, inclusive: true, orderTypes: [...orderTypes] };
            void save({ entity: 'tax', id, seen: 0, data });
          }}
        />
      </div>
    </Dialog>
  );
}

/** `VAT 7.5 %` */
function readTax(text: string) {
  const match = /^(.+?)\s+(\d{1,2}(?:\.\d{1,4})?)\s*%?$/.exec(text.trim());
  return match ? { name: match[1] ?? '', rate: percent(Number(match[2])) } : null;
}

type Part = { readonly id: string; readonly name: string; readonly revision: number };

function Parts<P extends Part>({
  title,
  hint,
  parts,
  onRename,
  onRemove,
  onAdd,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly parts: readonly P[];
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
          <li key={`${part.id} ${part.revision}`}>
            <input
              defaultValue={part.name}
              aria-label={part.name}
              maxLength={60}
              onBlur={(event) => {
                const name = event.currentTarget.value.trim();
                if (name !== '' && name !== part.name) onRename(part, name);
              }}
            />
            <Button
              tone="quiet"
              aria-label={t('removeNamed', { name: part.name })}
              onClick={() => onRemove(part)}
            >
              {t('remove')}
            </Button>
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
