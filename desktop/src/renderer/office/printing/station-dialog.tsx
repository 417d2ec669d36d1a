import { type PrinterId, newId, type StationId, uuidv7 } from '@galley/shared/values/ids.ts';
import { useState } from 'react';
import type { Stored } from '../../db/rows.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Choice } from './choice.tsx';
import { PartFooter } from './part-footer.tsx';
import { useSavePart } from '../use-save-part.tsx';

const mostBackups = 5;

/** A part of the kitchen: its printer, and who prints for it when that one cannot [P7]. */
export function StationDialog({
  station,
  printers,
  onClose,
}: {
  readonly station: Stored<'station'> | null;
  readonly printers: readonly Stored<'printer'>[];
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(station?.name ?? '');
  const [printerId, setPrinterId] = useState<PrinterId | null>(station?.printerId ?? null);
  const [backups, setBackups] = useState<readonly PrinterId[]>(station?.backupPrinterIds ?? []);
  const { save, refusal, busy, conflict } = useSavePart(
    (id) => printers.find((printer) => printer.id === id)?.name ?? id,
    onClose,
  );
  const free = (own: PrinterId | null) =>
    printers.filter(({ id }) => id === own || (id !== printerId && !backups.includes(id)));

  function write(remove: boolean): void {
    const id = station?.id ?? newId<StationId>(() => uuidv7());
    const backupPrinterIds = backups.filter((backup) => backup !== printerId);
    save({
      entity: 'station',
      id,
      seen: station?.revision ?? 0,
      data: remove
        ? null
        : { id, name: name.trim(), printerId, ...(backupPrinterIds.length > 0 && { backupPrinterIds }) },
    });
  }

  return (
    <Dialog title={station?.name ?? t('addStation')} onClose={onClose}>
      <form
        className="printing-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          write(false);
        }}
      >
        <Field
          label={t('stationName')}
          value={name}
          maxLength={60}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Choice
          label={t('stationPrinter')}
          value={printerId}
          options={printers}
          none={t('onlyOnScreen')}
          onChange={setPrinterId}
        />
        {backups.map((backup, at) => (
          <Choice
            key={backup}
            label={t('backupPrinter', { number: at + 1 })}
            value={backup}
            options={free(backup)}
            none={t('noPrinter')}
            onChange={(chosen) =>
              setBackups(backups.flatMap((each) => (each === backup ? (chosen ?? []) : each)))
            }
          />
        ))}
        {backups.length < mostBackups && free(null).length > 0 && (
          <Choice
            label={t('backupPrinter', { number: backups.length + 1 })}
            value={null}
            options={free(null)}
            none={t('noPrinter')}
            onChange={(chosen) => chosen !== null && setBackups([...backups, chosen])}
          />
        )}
        <p className="muted">{t('standInText')}</p>
        {conflict}
        {refusal !== null && <Notice tone="loss">{refusal}</Notice>}
        <PartFooter
          busy={busy}
          complete={name.trim() !== ''}
          onRemove={station && (() => write(true))}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
