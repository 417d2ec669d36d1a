import { money } from '@galley/shared/values/money.ts';
import type { BranchSettings } from '@galley/shared/wire/branch-settings.ts';
import type { PaperPreviewRequest } from '@galley/shared/wire/paper-preview.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { previewPaper } from '../../app/office-branch.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Choice } from './choice.tsx';
import type { PrintingRows } from './queries.ts';

const shownItems = 3;

/** A paper with a few of the menu's items, dot by dot as one of the printers would print it [P13]. */
export function PaperPreview({
  settings,
  rows,
}: {
  readonly settings: BranchSettings;
  readonly rows: PrintingRows;
}) {
  const [paper, setPaper] = useState<PaperPreviewRequest['paper']>('receipt');
  const [printerId, setPrinterId] = useState(rows.tills[0]?.receiptPrinterId ?? rows.printers[0]?.id ?? null);
  const profile = rows.printers.find(({ id }) => id === printerId)?.profile ?? 'epson-80';
  const menu = rows.products.slice(0, shownItems).map(({ name, price }) => ({ name, price }));
  const items = menu.length > 0 ? menu : [{ name: t('item'), price: money(10_000) }];
  const wanted = useDeferredValue<PaperPreviewRequest>({ paper, profile, settings, items });
  const { data } = useQuery({
    queryKey: ['paper', JSON.stringify(wanted)],
    queryFn: () => previewPaper(wanted),
    networkMode: 'always',
    retry: false,
    placeholderData: keepPreviousData,
  });
  const dots = data?.ok && 'png' in data.value ? `data:image/png;base64,${data.value.png}` : null;
  const why = data && (data.ok ? 'refusal' in data.value && data.value.refusal : data.message);
  return (
    <div className="paper-preview">
      <Segmented
        label={t('paperShown')}
        value={paper}
        options={[
          { value: 'receipt', label: t('paperReceipt') },
          { value: 'ticket', label: t('paperTicket') },
        ]}
        onChange={setPaper}
      />
      {rows.printers.length > 1 && (
        <Choice label={t('paperPrinter')} value={printerId} options={rows.printers} onChange={setPrinterId} />
      )}
      {/* Eight dots are a millimetre: at half the size it is about as large as on the counter. */}
      {dots && <img srcSet={`${dots} 2x`} alt={t('paperAsPrinted')} />}
      {why && <Notice tone="wait">{why}</Notice>}
    </div>
  );
}
