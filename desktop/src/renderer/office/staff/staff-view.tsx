import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Staff } from '@galley/shared/domain/staff.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { GalleyDatabase } from '../../db/database.ts';
import { Button } from '../../ui/button.tsx';
import { Face } from '../../ui/face.tsx';
import { t } from '../../ui/messages/t.ts';
import { PersonDialog } from './person-dialog.tsx';
import { RightsDialog } from './rights-dialog.tsx';
import { readCrewRows, type RightsRow, rightsRows, roleWords } from './crew-rows.ts';
import '../cards-page.css';
import './staff-view.css';

/** Who works here and what they may do at a till. Whoever leaves is switched off, not deleted: their name stays in the books. */
export function StaffView({ db, branch }: { readonly db: GalleyDatabase; readonly branch: Branch }) {
  const crew = useLiveQuery(() => readCrewRows(db), [db]);
  const [person, setPerson] = useState<Staff | 'new' | null>(null);
  const [rights, setRights] = useState<RightsRow | null>(null);
  if (!crew) return <main />;
  return (
    <main className="cards-page staff-view">
      <section>
        <header>
          <h2>{t('people')}</h2>
          <Button tone="money" onClick={() => setPerson('new')}>
            {t('addPerson')}
          </Button>
        </header>
        <ul aria-label={t('people')}>
          {crew.staff.map((each) => (
            <li key={each.id} className={each.active ? '' : 'gone'}>
              <button type="button" onClick={() => setPerson(each)}>
                <Face name={each.name} />
                <span>
                  <strong>{each.name}</strong>
                  <small>
                    {each.active
                      ? (crew.rights.find(({ id }) => id === each.rightsId)?.name ?? t(roleWords[each.role]))
                      : t('notHereAnyMore')}
                  </small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <header>
          <h2>{t('rights')}</h2>
          <Button onClick={() => setRights({ id: null, name: '', role: null, grants: {} })}>
            {t('addRights')}
          </Button>
        </header>
        <p className="muted">{t('rightsText')}</p>
        <ul aria-label={t('rights')}>
          {rightsRows(crew.rights).map((row) => (
            <li key={row.id ?? row.role}>
              <button type="button" onClick={() => setRights(row)}>
                <span>
                  <strong>{row.role ? t(roleWords[row.role]) : row.name}</strong>
                  <small>{t('rightsCount', { count: Object.keys(row.grants).length })}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {person && (
        <PersonDialog
          person={person === 'new' ? null : person}
          rights={crew.rights}
          onClose={() => setPerson(null)}
        />
      )}
      {rights && <RightsDialog rights={rights} currency={branch.currency} onClose={() => setRights(null)} />}
    </main>
  );
}
