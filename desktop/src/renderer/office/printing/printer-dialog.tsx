import { printerModels } from '@galley/shared/domain/printer-models.ts';
import { readAddress } from '@galley/shared/domain/read-address.ts';
import { type PrinterId, newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { useState } from 'react';
import type { Stored } from '../../db/rows.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Choice } from './choice.tsx';
import { PartFooter } from './part-footer.tsx';
import { useSavePart } from '../use-save-part.tsx';

/** A printer: what people call it, how it is reached, and of which kind it is. */
export function PrinterDialog({
  printer,
  onClose,
}: {
  readonly printer: Stored<'printer'> | null;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(printer?.name ?? '');
  const [typed, setTyped] = useState(printer?.address ?? '');
  const [profile, setProfile] = useState(printer?.profile ?? 'epson-80');
  const { save, refusal, busy, conflict } = useSavePart((id) => id, onClose);
  const address = readAddress(typed);

  function write(data: { name: string; address: string; profile: string } | null): void {
    const id = printer?.id ?? newId<PrinterId>(() => uuidv7());
    save({ entity: 'printer', id, seen: printer?.revision ?? 0, data: data && { id, ...data } });
  }

  return (
    <Dialog title={printer?.name ?? t('addPrinter')} onClose={onClose}>
      <form
        className="printing-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (address !== null) write({ name: name.trim(), address, profile });
        }}
      >
        <Field
          label={t('printerName')}
          hint={t('printerNameHint')}
          value={name}
          maxLength={60}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Field
          label={t('printerAddress')}
          hint={t('printerAddressHint')}
          error={typed.trim() !== '' && address === null ? t('printerAddressWrong') : null}
          value={typed}
          maxLength={300}
          spellCheck={false}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Choice
          label={t('printerKind')}
          value={profile}
          options={printerModels}
          onChange={(chosen) => chosen !== null && setProfile(chosen)}
        />
        <p className="muted">{t('printerKindText')}</p>
        {conflict}
        {refusal !== null && <Notice tone="loss">{refusal}</Notice>}
        <PartFooter
          busy={busy}
          complete={name.trim() !== '' && address !== null}
          onRemove={printer && (() => write(null))}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
