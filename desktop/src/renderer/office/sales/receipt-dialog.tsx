import type { Branch } from '@galley/shared/domain/branch.ts';
import type { SaleId } from '@galley/shared/values/ids.ts';
import { useQuery } from '@tanstack/react-query';
import { readSoldReceipt } from '../../app/office-sales.ts';
import { GivenBack } from '../../till/receipts/given-back.tsx';
import { ReceiptPaper } from '../../till/receipts/receipt-paper.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';

/** A receipt as its guest got it, with all that was given back of it. */
export function ReceiptDialog({
  id,
  number,
  branch,
  onClose,
}: {
  readonly id: SaleId;
  readonly number: string;
  readonly branch: Branch;
  readonly onClose: () => void;
}) {
  const { data, error } = useQuery({
    queryKey: ['sale', id],
    queryFn: () => readSoldReceipt(id),
    networkMode: 'always',
    retry: false,
  });
  return (
    <Dialog title={t('receiptNumber', { number: numeral(number) })} onClose={onClose}>
      {error && <Notice tone="wait">{error.message}</Notice>}
      {data && <ReceiptPaper sale={data.sale} branch={branch} />}
      {data && <GivenBack sale={data.sale} refunds={data.refunds} timeZone={branch.timeZone} />}
    </Dialog>
  );
}
