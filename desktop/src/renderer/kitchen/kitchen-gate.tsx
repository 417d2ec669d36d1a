import type { Result } from '@galley/shared/values/result.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { Suspense, use, useState } from 'react';
import type { Till } from '../actions/till.ts';
import { InstallHint } from '../app/install-hint.tsx';
import { readMeta } from '../db/database.ts';
import { serverUrl } from '../host/bridge.ts';
import { enrol } from '../sync/enrol.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { t } from '../ui/messages/t.ts';
import { KitchenApp } from './kitchen-app.tsx';
import './kitchen-gate.css';

/** A screen is enrolled once, with a code from the office; from then on it shows what it has, also without a network. */
export function KitchenGate({
  till,
  arriving,
}: {
  readonly till: Till;
  /** What became of the code in the page's address, if there was one. */
  readonly arriving: Promise<Result<unknown>>;
}) {
  const identity = useLiveQuery(async () => (await readMeta(till.db, 'identity')) ?? null, [till]);
  if (identity === undefined) return null;
  if (identity) return <KitchenApp till={till} />;
  return (
    <Suspense fallback={<main className="kitchen-gate">{t('enrolling')}</main>}>
      <EnrolForm till={till} arriving={arriving} />
    </Suspense>
  );
}

function EnrolForm({ till, arriving }: { readonly till: Till; readonly arriving: Promise<Result<unknown>> }) {
  const arrived = use(arriving);
  const [code, setCode] = useState('');
  const [trying, setTrying] = useState(false);
  const [words, setWords] = useState(arrived.ok ? null : arrived.message);

  async function send(): Promise<void> {
    setTrying(true);
    const enrolled = await enrol(till.db, { serverUrl: serverUrl(), code, now: till.now, role: 'kitchen' });
    setTrying(false);
    setWords(enrolled.ok ? null : enrolled.message);
  }

  return (
    <main className="kitchen-gate">
      <h1>{t('kitchenEnrolTitle')}</h1>
      <p>{t('kitchenEnrolText')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
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
          error={words}
          onChange={(event) => setCode(event.currentTarget.value.toUpperCase())}
        />
        <Button type="submit" tone="money" size="large" disabled={trying || code.length < 8}>
          {trying ? t('enrolling') : t('enrol')}
        </Button>
      </form>
      <InstallHint />
    </main>
  );
}
