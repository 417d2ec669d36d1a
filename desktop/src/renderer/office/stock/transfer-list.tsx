import type { Branch } from '@galley/shared/domain/branch.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { formatQuantity, parseQuantity, quantity } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Transfers } from '@galley/shared/wire/stock-office.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readBranches, readTransfers } from '../../app/office-stock.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from './say.ts';
import { measure } from './stock-row.tsx';

type Transfer = Transfers['transfers'][number];

/** Goods between branches: what is on its way here can be received, what did not arrive is seen for ever. */
export function TransferList({ branch }: { readonly branch: Branch }) {
  const [receiving, setReceiving] = useState<Transfer | null>(null);
  const { data } = useQuery({
    queryKey: ['stock', 'transfers'],
    queryFn: readTransfers,
    networkMode: 'always',
    refetchInterval: 15_000,
    retry: false,
  });
  const { data: branches = [] } = useQuery({
    queryKey: ['stock', 'branches'],
    queryFn: readBranches,
    networkMode: 'always',
    retry: false,
  });
  const nameOf = (id: string) => branches.find((each) => each.id === id)?.name ?? '';
  if (!data || data.transfers.length === 0) return null;
  return (
    <section>
      <h2>{t('stockTransfers')}</h2>
      <ul aria-label={t('stockTransfers')}>
        {data.transfers.map((transfer) => (
          <li key={transfer.id}>
            <span>
              {transfer.from === branch.id
                ? t('transferTo', { name: nameOf(transfer.to) })
                : t('transferFrom', { name: nameOf(transfer.from) })}
              <small>
                {formatDay(transfer.sentAt, branch.timeZone)} ·{' '}
                {transfer.lines.map((line) => `${line.name} ${measure(line.quantity, line.unit)}`).join(', ')}
              </small>
              {missingOf(transfer) && <small className="loss">{t('transferMissing')}</small>}
            </span>
            {transfer.receivedAt === null ? (
              <Button tone="wait" onClick={() => setReceiving(transfer)}>
                {t(transfer.from === branch.id ? 'transferBack' : 'transferReceive')}
              </Button>
            ) : (
              <small>{t('transferArrived')}</small>
            )}
          </li>
        ))}
      </ul>
      {receiving && <ReceiveDialog transfer={receiving} onClose={() => setReceiving(null)} />}
    </section>
  );
}

function missingOf({ receivedAt, lines }: Transfer): boolean {
  return receivedAt !== null && lines.some((line) => (line.received ?? 0) < line.quantity);
}

/** What has arrived, line by line: all of it unless somebody counts less. */
function ReceiveDialog({ transfer, onClose }: { readonly transfer: Transfer; readonly onClose: () => void }) {
  const [id] = useState(() => uuidv7());
  const [counts, setCounts] = useState<ReadonlyMap<number, string>>(
    () => new Map(transfer.lines.map((line) => [line.place, formatQuantity(line.quantity)])),
  );
  const { say, refusal, setRefusal, busy } = useSay(onClose);

  function receive(): void {
    const lines = transfer.lines.map(({ place }) => ({ place, quantity: parseQuantity(counts.get(place) ?? '') }));
    const read = lines.flatMap((line) => (line.quantity === null || line.quantity < 0 ? [] : [{ ...line, quantity: quantity(line.quantity) }]));
    if (read.length < lines.length) return setRefusal(t('stockIncomplete'));
    say({ type: 'receiveTransfer', data: { id, at: instant(Date.now()), note: '', transferId: transfer.id, lines: read } });
  } // prettier-ignore

  return (
    <Dialog
      title={t('transferReceive')}
      onClose={onClose}
      footer={
        <Button tone="money" size="large" disabled={busy} onClick={receive}>
          {t('transferReceive')}
        </Button>
      }
    >
      <div className="paper-dialog">
        {refusal !== '' && <Notice tone="loss">{refusal}</Notice>}
        <ul className="inputs" aria-label={t('stockLines')}>
          {transfer.lines.map((line) => (
            <li key={line.place}>
              <span>
                {line.name} <small>{measure(line.quantity, line.unit)}</small>
              </span>
              <label>
                {t('transferCame')}
                <input
                  inputMode="decimal"
                  value={counts.get(line.place) ?? ''}
                  onChange={(event) => setCounts(new Map(counts).set(line.place, event.currentTarget.value))}
                />
              </label>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
