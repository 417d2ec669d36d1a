import { type Grants, type Permission, permissions } from '@galley/shared/domain/permissions.ts';
import { type Currency, formatAmount, parseMoney } from '@galley/shared/values/money.ts';
import type { Refusal } from '@galley/shared/values/result.ts';
import { formatRate, percent } from '@galley/shared/values/tax-rate.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { saveRights } from '../../app/office-crew.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/check.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { permissionWords, type RightsRow, roleWords } from './crew-rows.ts';

/** Permissions that can go as far as a rate, and those that can go as far as an amount. */
const withRate: readonly Permission[] = ['discount'];
const withAmount: readonly Permission[] = [
  'discount',
  'comp',
  'refund',
  'refundTyped',
  'voidSent',
  'moveCash',
  'acceptVariance',
];

type Draft = { readonly rate: string; readonly amount: string };

/** What a role or a group may do at a till, and how far; what is not ticked takes somebody else's PIN. */
export function RightsDialog({
  rights,
  currency,
  onClose,
}: {
  readonly rights: RightsRow;
  readonly currency: Currency;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(rights.name);
  const [drafts, setDrafts] = useState<ReadonlyMap<Permission, Draft>>(() =>
    draftsOf(rights.grants, currency),
  );
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const grants = grantsOfDrafts(drafts, currency);
  const saving = useMutation({
    mutationFn: (wanted: Grants) => saveRights({ id: rights.id, name, role: rights.role, grants: wanted }),
    networkMode: 'always',
    onSuccess: (answer) => {
      if (answer.ok) onClose();
      else setRefusal(answer);
    },
  });
  const set = (permission: Permission, draft: Draft | null) => {
    const next = new Map(drafts);
    if (draft) next.set(permission, draft);
    else next.delete(permission);
    setDrafts(next);
  };
  return (
    <Dialog
      wide
      title={rights.role ? t('rightsOf', { role: t(roleWords[rights.role]) }) : t('rightsGroup')}
      onClose={onClose}
      footer={
        <>
          {refusal && <Notice tone="loss">{refusal.message}</Notice>}
          <Button tone="quiet" onClick={onClose}>
            {t('back')}
          </Button>
          <Button
            tone="money"
            disabled={name.trim() === '' || !grants || saving.isPending}
            onClick={() => grants && saving.mutate(grants)}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="rights-dialog">
        {rights.role === null && (
          <Field
            label={t('rightsName')}
            value={name}
            maxLength={60}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <ul>
          {permissions.map((permission) => {
            const draft = drafts.get(permission);
            const words = t(permissionWords[permission]);
            return (
              <li key={permission}>
                <Check
                  label={words}
                  checked={draft !== undefined}
                  onChange={(may) => set(permission, may ? { rate: '', amount: '' } : null)}
                />
                {draft && withRate.includes(permission) && (
                  <input
                    aria-label={t('upToRate', { what: words })}
                    placeholder={t('noLimitRate')}
                    inputMode="decimal"
                    value={draft.rate}
                    onChange={(event) => set(permission, { ...draft, rate: event.currentTarget.value })}
                  />
                )}
                {draft && withAmount.includes(permission) && (
                  <input
                    aria-label={t('upToAmount', { what: words })}
                    placeholder={t('noLimitAmount')}
                    inputMode="decimal"
                    value={draft.amount}
                    onChange={(event) => set(permission, { ...draft, amount: event.currentTarget.value })}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
}

function draftsOf(grants: Grants, currency: Currency): ReadonlyMap<Permission, Draft> {
  return new Map(
    permissions.flatMap((permission): [Permission, Draft][] => {
      const grant = grants[permission];
      if (!grant) return [];
      const rate = grant.maxRate === undefined ? '' : formatRate(grant.maxRate);
      const amount = grant.maxAmount === undefined ? '' : formatAmount(grant.maxAmount, currency);
      return [[permission, { rate, amount }]];
    }),
  );
}

/** Null while something that was typed is no limit. */
function grantsOfDrafts(drafts: ReadonlyMap<Permission, Draft>, currency: Currency): Grants | null {
  const grants: { [P in Permission]?: Grants[P] } = {};
  for (const [permission, { rate, amount }] of drafts) {
    const limit = amount.trim() === '' ? null : parseMoney(amount, currency);
    if (limit && (!limit.ok || limit.value < 0)) return null;
    if (rate.trim() !== '' && !(Number(rate) >= 0 && Number(rate) <= 100)) return null;
    grants[permission] = {
      ...(rate.trim() !== '' && { maxRate: percent(Number(rate)) }),
      ...(limit?.ok && { maxAmount: limit.value }),
    };
  }
  return grants;
}
