import { Chip } from '../../ui/chip.tsx';
import { causeWords } from '../../ui/messages/cause-words.ts';
import { t } from '../../ui/messages/t.ts';
import type { PrinterState } from './queries.ts';

/** Quiet while paper comes out; says which printer and why when it does not. */
export function PrinterChip({
  printers,
  paired,
  onOpen,
}: {
  readonly printers: readonly PrinterState[];
  readonly paired: boolean;
  readonly onOpen: () => void;
}) {
  if (printers.length === 0) {
    return (
      <Chip dot onClick={onOpen}>
        {t('noPrintersShort')}
      </Chip>
    );
  }
  const unknown = printers.some((printer) => printer.jobs.some((job) => job.state === 'unknown'));
  const troubled = printers.find((printer) => printer.cause !== null);
  if (unknown) {
    return (
      <Chip tone="loss" dot onClick={onOpen}>
        {t('printerAsks')}
      </Chip>
    );
  }
  if (!paired || troubled) {
    return (
      <Chip tone="wait" dot onClick={onOpen} title={troubled?.cause ? causeWords(troubled.cause) : undefined}>
        {troubled ? t('printerWaits', { name: troubled.name }) : t('noAgentShort')}
      </Chip>
    );
  }
  return (
    <Chip tone="good" dot onClick={onOpen}>
      {t('printing')}
    </Chip>
  );
}
