import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Staff } from '@galley/shared/domain/staff.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { signIn } from '../../actions/sign-in.ts';
import type { Till } from '../../actions/till.ts';
import type { Meta } from '../../db/rows.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { readPeople } from '../queries.ts';
import { Welcome } from '../welcome.tsx';
import { Face } from '../../ui/face.tsx';
import { PinPad } from './pin-pad.tsx';
import './sign-in-screen.css';

const roles: Readonly<Record<Staff['role'], MessageKey>> = {
  cashier: 'roleCashier',
  waiter: 'roleWaiter',
  cook: 'roleCook',
  manager: 'roleManager',
};

/** Who sells now: a name, then a PIN; no network is needed for either. */
export function SignInScreen({
  till,
  branch,
  identity,
}: {
  readonly till: Till;
  readonly branch: Branch;
  readonly identity: Meta['identity'];
}) {
  const people = useLiveQuery(() => readPeople(till.db), [till]) ?? [];
  const [chosen, setChosen] = useState<Staff | null>(null);
  return (
    <Welcome
      title={chosen ? t('hello', { name: chosen.name }) : t('whoSells')}
      wide
      corner={`${identity.till.name} · ${branch.name}`}
    >
      <div className="sign-in-screen">
        <div className="people" role="group" aria-label={t('people')}>
          {people.map((person) => (
            <button
              key={person.id}
              type="button"
              aria-pressed={person.id === chosen?.id}
              onClick={() => setChosen(person)}
            >
              <Face name={person.name} />
              <span>
                <strong>{person.name}</strong>
                <small>{t(roles[person.role])}</small>
              </span>
            </button>
          ))}
        </div>
        {chosen ? (
          <PinPad
            key={chosen.id}
            name={chosen.name}
            onPin={(pin) => signIn(till, { staffId: chosen.id, pin })}
          />
        ) : (
          <p className="hint">{t('tapYourName')}</p>
        )}
      </div>
    </Welcome>
  );
}
