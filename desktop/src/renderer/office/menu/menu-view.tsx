import type { Branch } from '@galley/shared/domain/branch.ts';
import { lintMenu } from '@galley/shared/domain/lint-menu.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useRef, useState } from 'react';
import { exportMenu } from '../../app/office-menu.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import { useSession } from '../../app/session-gate.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { CopyDialog } from './copy-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import '../../ui/inputs.css';
import './menu-view.css';
import { PartsDialog } from './parts-dialog.tsx';
import { newProduct } from './product-draft.ts';
import { ProductEditor } from './product-editor.tsx';
import { ProductRow } from './product-row.tsx';
import { readMenuRows } from './queries.ts';

const rowHeight = 60;

/** The whole menu in one list: what is sold, for what, where it is made, and what is not right with it yet. */
export function MenuView({ db, branch }: { readonly db: GalleyDatabase; readonly branch: Branch }) {
  const menu = useLiveQuery(() => readMenuRows(db), [db]);
  const others = (useSession()?.branches ?? []).filter(({ id }) => id !== branch.id);
  const [typed, setTyped] = useState('');
  const [categoryId, setCategoryId] = useState('');
  const [onlyWrong, setOnlyWrong] = useState(false);
  const [editing, setEditing] = useState<{ readonly product: Product; readonly seen: number } | null>(null);
  const [dialog, setDialog] = useState<'parts' | 'import' | 'copy' | null>(null);
  const [fault, setFault] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const findings = useMemo(() => (menu ? lintMenu(menu) : new Map<never, never>()), [menu]);
  const shown = useMemo(() => {
    const words = typed.trim().toLowerCase();
    return (menu?.products ?? []).filter(
      (product) =>
        (categoryId === '' || product.categoryId === categoryId) &&
        (!onlyWrong || findings.has(product.id)) &&
        (words === '' ||
          [product.name, product.sku, product.barcode].join(' ').toLowerCase().includes(words)),
    );
  }, [menu, typed, categoryId, onlyWrong, findings]);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoized by the React Compiler
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  if (!menu) return <main className="menu-editor" />;
  const [category] = menu.categories;

  async function download(): Promise<void> {
    const file = await exportMenu();
    if (!file.ok) return setFault(file.message);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file.value.csv], { type: 'text/csv' }));
    link.download = `${branch.name} menu.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  return (
    <main className="menu-editor inputs">
      <div className="tools">
        <input
          type="search"
          value={typed}
          aria-label={t('search')}
          placeholder={t('search')}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <select
          value={categoryId}
          aria-label={t('categories')}
          onChange={(event) => setCategoryId(event.currentTarget.value)}
        >
          <option value="">{t('allCategories')}</option>
          {menu.categories.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <Chip aria-pressed={onlyWrong} onClick={() => setOnlyWrong(!onlyWrong)}>
          {t('toMend', { count: numeral(String(findings.size)) })}
        </Chip>
        <div className="parts">
          <Button onClick={() => setDialog('parts')}>{t('menuParts')}</Button>
          {others.length > 0 && <Button onClick={() => setDialog('copy')}>{t('copyMenu')}</Button>}
          <Button onClick={() => setDialog('import')}>{t('importFile')}</Button>
          <Button onClick={() => void download()}>{t('exportFile')}</Button>
          <Button
            tone="money"
            disabled={!category}
            onClick={() => {
              const wanted = menu.categories.find(({ id }) => id === categoryId) ?? category;
              if (wanted)
                setEditing({
                  product: newProduct(
                    wanted.id,
                    menu.taxes.map(({ id }) => id),
                  ),
                  seen: 0,
                });
            }}
          >
            {t('newProduct')}
          </Button>
        </div>
      </div>
      {fault !== '' && <Notice tone="loss">{fault}</Notice>}
      <div className="list" ref={scroller} role="region" aria-label={t('menu')} tabIndex={0}>
        {shown.length === 0 && <p>{t('menuEmpty')}</p>}
        <ul style={{ blockSize: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const product = shown[row.index];
            if (!product) return null;
            return (
              <li key={product.id} style={{ transform: `translateY(${row.start}px)`, blockSize: rowHeight }}>
                <ProductRow
                  product={product}
                  menu={menu}
                  branch={branch}
                  findings={findings.get(product.id) ?? []}
                  onOpen={() => setEditing({ product, seen: product.revision })}
                />
              </li>
            );
          })}
        </ul>
      </div>
      {editing && (
        <ProductEditor
          key={editing.product.id}
          product={editing.product}
          seen={editing.seen}
          menu={menu}
          branch={branch}
          onClose={() => setEditing(null)}
        />
      )}
      {dialog === 'parts' && <PartsDialog db={db} menu={menu} onClose={() => setDialog(null)} />}
      {dialog === 'copy' && <CopyDialog branch={branch} others={others} onClose={() => setDialog(null)} />}
      {dialog === 'import' && <ImportDialog onClose={() => setDialog(null)} />}
    </main>
  );
}
