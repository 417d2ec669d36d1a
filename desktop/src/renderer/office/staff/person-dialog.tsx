import type { Rights } from '@galley/shared/domain/permissions.ts';
import { roleSchema, type Staff } from '@galley/shared/domain/staff.ts';
import type { Refusal } from '@galley/shared/values/result.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { saveStaff } from '../../app/office-crew.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/check.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { roleWords } from './crew-rows.ts';

/** A person: name, role, PIN, and whether they still work here. */
export function PersonDialog({
  person,
  rights,
  onClose,
}: {
  readonly person: Staff | null;
  readonly rights: readonly Rights[];
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState<Staff['role']>(person?.role ?? 'cashier');
  const [rightsId, setRightsId] = useState(person?.rightsId ?? null);
  const [active, setActive] = useState(person?.active ?? true);
  const [pin, setPin] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const groups = rights.filter((each) => each.role === null);
  const saving = useMutation({
    mutationFn: () =>
      saveStaff({ id: person?.id ?? null, name, role, rightsId, active, pin: pin === '' ? null : pin }),
    networkMode: 'always',
    onSuccess: (answer) => {
      if (answer.ok) onClose();
      else setRefusal(answer);
    },
  });
  const ready = name.trim() !== '' && (pin.length === 4 || (pin === '' && person !== null));
  return (
    <Dialog title={person?.name ?? t('addPerson')} onClose={onClose}>
      <form
        className="person-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <Field
          label={t('personName')}
          value={name}
          maxLength={60}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Segmented
          label={t('role')}
          value={role}
          options={roleSchema.options.map((value) => ({ value, label: t(roleWords[value]) }))}
          onChange={setRole}
        />
        {groups.length > 0 && (
          <div className="field">
            <label htmlFor="person-rights">{t('rights')}</label>
            <select
              id="person-rights"
              value={rightsId ?? ''}
              onChange={(event) =>
                setRightsId(groups.find(({ id }) => id === event.currentTarget.value)?.id ?? null)
              }
            >
              <option value="">{t('rightsOfRole')}</option>
              {groups.map(({ id, name: group }) => (
                <option key={id} value={id}>
                  {group}
                </option>
              ))}
            </select>
          </div>
        )}
        <Field
          label={t(person ? 'newPin' : 'firstPin')}
          hint={t(person ? 'newPinHint' : 'firstPinHint')}
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          maxLength={4}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
        />
        {person && <Check label={t('worksHere')} checked={active} onChange={setActive} />}
        {refusal && <Notice tone="loss">{refusal.message}</Notice>}
        <footer>
          <Button tone="quiet" onClick={onClose}>
            {t('back')}
          </Button>
          <Button type="submit" tone="money" disabled={!ready || saving.isPending}>
            {t('save')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
