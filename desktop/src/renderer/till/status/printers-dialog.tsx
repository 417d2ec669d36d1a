import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { FindPrinters } from './find-printers.tsx';
import { PrinterCard } from './printer-card.tsx';
import './printers-dialog.css';
import type { PrinterState } from './queries.ts';

/** The printer doctor: how each printer is, what to do about it, and every paper that is not out yet. */
export function PrintersDialog({
  printers,
  paired,
  onClose,
}: {
  readonly printers: readonly PrinterState[];
  readonly paired: boolean;
  readonly onClose: () => void;
}) {
  const [client] = useState(() => new QueryClient());
  // Where the trouble is comes first; only when it is opened, so that no card moves away under a finger.
  const [sick] = useState(() => new Set(printers.filter(isSick).map(({ printer }) => printer.id)));
  const ordered = printers.toSorted(
    (a, b) => Number(sick.has(b.printer.id)) - Number(sick.has(a.printer.id)),
  );
  return (
    <QueryClientProvider client={client}>
      <Dialog title={t('printers')} wide onClose={onClose}>
        <div className="printers-dialog">
          {!paired && <Notice tone="wait">{t('noAgent')}</Notice>}
          {ordered.map((state) => (
            <PrinterCard
              key={state.printer.id}
              state={state}
              others={printers.filter(({ printer }) => printer.id !== state.printer.id)}
            />
          ))}
          <FindPrinters known={printers} />
        </div>
      </Dialog>
    </QueryClientProvider>
  );
}

function isSick({ cause, jobs }: PrinterState): boolean {
  return cause !== null || jobs.some((job) => job.state === 'unknown' || job.state === 'expired');
}
