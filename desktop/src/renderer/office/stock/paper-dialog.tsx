import type { Branch } from '@galley/shared/domain/branch.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { ItemName } from '@galley/shared/wire/stock-office.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readBranches } from '../../app/office-stock.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { ItemPicker } from './item-picker.tsx';
import {
  type LineDraft,
  newLine,
  newPaper,
  type PaperDraft,
  type PaperKind,
  requestFrom,
} from './paper-draft.ts';
import '../../ui/inputs.css';
import './paper-dialog.css';
import { useSay } from './say.ts';

export const paperTitles: Readonly<Record<PaperKind, MessageKey>> = {
  receiveGoods: 'stockReceive',
  recordWaste: 'stockWaste',
  countStock: 'stockCount',
  adjustStock: 'stockAdjust',
  sendTransfer: 'stockSend',
};

/** A page about stock: goods that came, waste, a count, a correction, or goods that leave for another branch. */
export function PaperDialog({
  kind,
  item,
  begun,
  branch,
  onClose,
}: {
  readonly kind: PaperKind;
  /** The first line's, if it is known already. */
  readonly item: ItemName | null;
  /** What stands on it already. */
  readonly begun?: PaperDraft | undefined;
  readonly branch: Branch;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState(() => begun ?? newPaper(item));
  const { say, refusal, setRefusal, busy } = useSay(onClose);
  const needsReason = kind === 'recordWaste' || kind === 'adjustStock';
  const change = (key: string, part: Partial<LineDraft>) =>
    setDraft({ ...draft, lines: draft.lines.map((line) => (line.key === key ? { ...line, ...part } : line)) }); // prettier-ignore

  function send(): void {
    if (needsReason && draft.note.trim() === '') return setRefusal(t('stockNeedsReason'));
    const request = requestFrom(kind, draft, instant(Date.now()), branch.currency);
    if (request.ok) say(request.value);
    else setRefusal(request.message);
  }

  return (
    <Dialog
      title={t(paperTitles[kind])}
      wide
      onClose={onClose}
      footer={
        <Button tone="money" size="large" disabled={busy} onClick={send}>
          {t('stockWrite')}
        </Button>
      }
    >
      <div className="paper-dialog">
        {refusal !== '' && <Notice tone="loss">{refusal}</Notice>}
        {kind === 'countStock' && <p className="hint">{t('stockCountHint')}</p>}
        <div className="head">
          {kind === 'receiveGoods' && (
            <Field
              label={t('stockSupplier')}
              value={draft.supplier}
              onChange={(event) => setDraft({ ...draft, supplier: event.currentTarget.value })}
            />
          )}
          {kind === 'sendTransfer' && (
            <BranchField branch={branch} value={draft.to} onChange={(to) => setDraft({ ...draft, to })} />
          )}
          <Field
            label={t(needsReason ? 'stockReason' : 'stockNote')}
            value={draft.note}
            onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
          />
        </div>
        <ul className="inputs" aria-label={t('stockLines')}>
          {draft.lines.map((line) => (
            <li key={line.key}>
              <ItemPicker
                item={line.item}
                label={t('stockItem')}
                allows={({ made }) => !made || kind === 'recordWaste'}
                onPick={(picked) => change(line.key, { item: picked })}
              />
              <label>
                {t(kind === 'countStock' ? 'stockCounted' : 'stockHowMuch')}
                <span className="measure">
                  <input
                    inputMode="decimal"
                    value={line.quantity}
                    onChange={(event) => change(line.key, { quantity: event.currentTarget.value })}
                  />
                  {line.item?.unit ?? ''}
                </span>
              </label>
              {kind === 'receiveGoods' && (
                <>
                  <label>
                    {t('stockCost')}
                    <input
                      inputMode="decimal"
                      value={line.cost}
                      onChange={(event) => change(line.key, { cost: event.currentTarget.value })}
                    />
                  </label>
                  <label>
                    {t('stockExpires')}
                    <input
                      type="date"
                      value={line.expiresOn}
                      onChange={(event) => change(line.key, { expiresOn: event.currentTarget.value })}
                    />
                  </label>
                </>
              )}
              <button
                type="button"
                className="remove"
                aria-label={t('removeNamed', { name: line.item?.name ?? '' })}
                onClick={() =>
                  setDraft({ ...draft, lines: draft.lines.filter(({ key }) => key !== line.key) })
                }
              >
                <Icon name="cross" size={18} />
              </button>
            </li>
          ))}
        </ul>
        <Button onClick={() => setDraft({ ...draft, lines: [...draft.lines, newLine()] })}>
          {t('stockAddLine')}
        </Button>
      </div>
    </Dialog>
  );
}

function BranchField({
  branch,
  value,
  onChange,
}: {
  readonly branch: Branch;
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  const { data = [] } = useQuery({
    queryKey: ['stock', 'branches'],
    queryFn: readBranches,
    networkMode: 'always',
    retry: false,
  });
  return (
    <label className="branch inputs">
      {t('stockTo')}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t('stockChooseBranch')}</option>
        {data
          .filter(({ id }) => id !== branch.id)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </select>
    </label>
  );
}
