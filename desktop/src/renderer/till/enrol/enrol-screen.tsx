import { serverUrl } from '../../host/bridge.ts';
import type { Result } from '@galley/shared/values/result.ts';
import { use, useState } from 'react';
import { enrol } from '../../sync/enrol.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import { InstallHint } from '../../app/install-hint.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { RestoreHere } from './restore-here.tsx';
import type { Rebuilt } from '../queries.ts';
import { useAttempt } from '../use-attempt.ts';
import { Welcome } from '../welcome.tsx';

/** The first screen of a new device: an eight-letter code makes it a till. */
export function EnrolScreen({
  db,
  arriving,
  rebuilt,
}: {
  readonly db: GalleyDatabase;
  /** What became of the code in the page's address, if there was one. */
  readonly arriving: Promise<Result<null>>;
  readonly rebuilt: Rebuilt | null;
}) {
  const arrived = use(arriving);
  const [code, setCode] = useState('');
  const { attempt, refusal, busy } = useAttempt();
  const words = refusal?.message ?? (arrived.ok ? null : arrived.message);
  return (
    <Welcome
      title={rebuilt ? t('rebuiltTitle', { till: rebuilt.till }) : t('enrolTitle')}
      text={t(rebuilt ? 'rebuiltText' : 'enrolText')}
    >
      {rebuilt && <Notice tone="wait">{t('rebuiltEntries', { count: rebuilt.entries })}</Notice>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempt(enrol(db, { serverUrl: serverUrl(), code, now: Date.now }));
        }}
      >
        <Field
          label={t('enrolCode')}
          value={code}
          maxLength={9}
          placeholder="ABCD-2345"
          autoCapitalize="characters"
          spellCheck={false}
          autoFocus
          className="code"
          error={words}
          onChange={(event) => setCode(event.currentTarget.value.toUpperCase())}
        />
        <Button type="submit" tone="money" size="large" disabled={busy || code.length < 8}>
          {busy ? t('enrolling') : t('enrol')}
        </Button>
      </form>
      {!rebuilt && <RestoreHere db={db} />}
      <InstallHint />
    </Welcome>
  );
}
