import type { Refusal, Result } from '@galley/shared/values/result.ts';
import {
  type Account,
  type Accounts,
  type Invitation,
  type OfficeRole,
  officeRoles,
} from '@galley/shared/wire/accounts.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { inviteAgain, saveAccount } from '../../app/office-account.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/check.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { roleWords } from './account-words.ts';
import { InvitationLink } from './invitation-link.tsx';

/** An account: role, branches, whether it is open; and the one-time link that lets somebody in. */
export function AccountDialog({
  account,
  branches,
  onSaved,
  onClose,
}: {
  readonly account: Account | null;
  readonly branches: Accounts['branches'];
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(account?.name ?? '');
  const [role, setRole] = useState<OfficeRole>(account?.role ?? 'manager');
  const [named, setNamed] = useState(account?.branches ?? branches.slice(0, 1).map(({ id }) => id));
  const [active, setActive] = useState(account?.active ?? true);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [invitation, setInvitation] = useState<Invitation['invitation']>(null);
  const done = (answer: Result<Invitation>): void => {
    if (!answer.ok) return setRefusal(answer);
    setRefusal(null);
    onSaved();
    if (answer.value.invitation === null) onClose();
    else setInvitation(answer.value.invitation);
  };
  const saving = useMutation({
    mutationFn: () => saveAccount({ id: account?.id ?? null, name, role, branches: named, active }),
    networkMode: 'always',
    onSuccess: done,
  });
  const inviting = useMutation({
    mutationFn: (id: string) => inviteAgain(id),
    networkMode: 'always',
    onSuccess: done,
  });
  if (invitation !== null)
    return (
      <Dialog title={t('inviteTitle', { name })} onClose={onClose}>
        <InvitationLink invitation={invitation} name={name} />
      </Dialog>
    );
  return (
    <Dialog title={account?.name ?? t('addAccount')} onClose={onClose}>
      <form
        className="account-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        {!account && (
          <Field
            label={t('officeName')}
            hint={t('accountNameHint')}
            value={name}
            maxLength={100}
            autoCapitalize="none"
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <Segmented
          label={t('role')}
          value={role}
          options={officeRoles.toReversed().map((value) => ({ value, label: t(roleWords[value]) }))}
          onChange={setRole}
        />
        <p>{t(roleTexts[role])}</p>
        {role !== 'owner' && (
          <fieldset>
            <legend>{t('branches')}</legend>
            {branches.map(({ id, name: branch }) => (
              <Check
                key={id}
                label={branch}
                checked={named.includes(id)}
                onChange={(on) => setNamed(on ? [...named, id] : named.filter((each) => each !== id))}
              />
            ))}
          </fieldset>
        )}
        {account && <Check label={t('accountActive')} checked={active} onChange={setActive} />}
        {refusal && <Notice tone="loss">{refusal.message}</Notice>}
        <footer>
          {account?.active && (
            <Button tone="quiet" disabled={inviting.isPending} onClick={() => inviting.mutate(account.id)}>
              {t('inviteAgain')}
            </Button>
          )}
          <Button
            type="submit"
            tone="money"
            disabled={saving.isPending || name.trim().length < 3 || (role !== 'owner' && named.length === 0)}
          >
            {t('save')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

const roleTexts = {
  owner: 'officeOwnerText',
  manager: 'officeManagerText',
  accountant: 'officeAccountantText',
} as const satisfies Record<OfficeRole, string>;
