import type { Branch } from '@galley/shared/domain/branch.ts';
import { printerModels } from '@galley/shared/domain/printer-models.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { GalleyDatabase } from '../../db/database.ts';
import type { Stored } from '../../db/rows.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Choice } from './choice.tsx';
import { PaperSection } from './paper-section.tsx';
import { PrinterDialog } from './printer-dialog.tsx';
import '../cards-page.css';
import './printing-view.css';
import { type PrintingRows, readPrintingRows } from './queries.ts';
import { RoutesSection } from './routes-section.tsx';
import { useSavePart } from '../use-save-part.tsx';
import { StationDialog } from './station-dialog.tsx';

type Open =
  | { readonly printer: Stored<'printer'> | null }
  | { readonly station: Stored<'station'> | null }
  | null;

/** What comes out of which printer: printers, stations, tills, routes, and what stands on the papers. */
export function PrintingView({ db, branch }: { readonly db: GalleyDatabase; readonly branch: Branch }) {
  const rows = useLiveQuery(() => readPrintingRows(db), [db]);
  const [open, setOpen] = useState<Open>(null);
  const { save, refusal, conflict } = useSavePart(
    (id) => rows?.printers.find((printer) => printer.id === id)?.name ?? id,
    () => undefined,
  );
  if (!rows) return <main className="cards-page printing-view" />;
  return (
    <main className="cards-page printing-view">
      <section aria-label={t('printers')}>
        <header>
          <h2>{t('printers')}</h2>
          <Button tone="money" onClick={() => setOpen({ printer: null })}>
            {t('addPrinter')}
          </Button>
        </header>
        {rows.printers.length === 0 && <p className="muted">{t('noPrinters')}</p>}
        <ul>
          {rows.printers.map((printer) => (
            <li key={printer.id}>
              <button type="button" onClick={() => setOpen({ printer })}>
                <strong>{printer.name}</strong>
                <small>{printer.address}</small>
                <small>
                  {printerModels.find(({ id }) => id === printer.profile)?.name ?? printer.profile}
                </small>
                <small>{usersOf(printer, rows)}</small>
              </button>
            </li>
          ))}
        </ul>
        <p className="muted">{t('testAtTill')}</p>
      </section>
      <section aria-label={t('stations')}>
        <header>
          <h2>{t('stations')}</h2>
          <Button onClick={() => setOpen({ station: null })}>{t('addStation')}</Button>
        </header>
        <ul>
          {rows.stations.map((station) => (
            <li key={station.id}>
              <button type="button" onClick={() => setOpen({ station })}>
                <strong>{station.name}</strong>
                <small>{printersOf(station, rows)}</small>
              </button>
            </li>
          ))}
        </ul>
        <h2>{t('receiptsComeOut')}</h2>
        {conflict}
        {refusal !== null && <Notice tone="loss">{refusal}</Notice>}
        {rows.tills.map(({ revision, version: _version, ...till }) => (
          <Choice
            key={till.id}
            label={till.name}
            value={till.receiptPrinterId}
            options={rows.printers}
            none={t('noPrinter')}
            onChange={(receiptPrinterId) =>
              save({ entity: 'till', id: till.id, seen: revision, data: { ...till, receiptPrinterId } })
            }
          />
        ))}
      </section>
      <RoutesSection branch={branch} rows={rows} />
      <PaperSection branch={branch} rows={rows} />
      {open && 'printer' in open && <PrinterDialog printer={open.printer} onClose={() => setOpen(null)} />}
      {open && 'station' in open && (
        <StationDialog station={open.station} printers={rows.printers} onClose={() => setOpen(null)} />
      )}
    </main>
  );
}

/** Who prints on it: stations first, then the receipts of tills. */
function usersOf(printer: Stored<'printer'>, { stations, tills }: PrintingRows): string {
  const names = [
    ...stations.filter(({ printerId }) => printerId === printer.id).map(({ name }) => name),
    ...tills.filter(({ receiptPrinterId }) => receiptPrinterId === printer.id).map(({ name }) => name),
  ];
  return names.length === 0 ? t('printsNothing') : t('printsFor', { names: names.join(', ') });
}

function printersOf({ printerId, backupPrinterIds = [] }: Stored<'station'>, rows: PrintingRows): string {
  const name = (wanted: string | null) => rows.printers.find(({ id }) => id === wanted)?.name;
  const first = name(printerId);
  const others = backupPrinterIds.flatMap((id) => name(id) ?? []);
  if (first === undefined) return t('onlyOnScreen');
  return others.length === 0 ? first : t('printerElse', { first, others: others.join(', ') });
}
