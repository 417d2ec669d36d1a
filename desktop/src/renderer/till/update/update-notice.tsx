import { ok } from '@galley/shared/values/result.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { readMeta } from '../../db/database.ts';
import { bridge } from '../../host/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { installUpdate } from './follow-shell.ts';
import { readUpdateFacts } from './may-update.ts';
import { updateWords } from './update-words.ts';

const minuteMs = 60_000;

/** A version that waits on this device, and for what. The installed app puts it in place at a tap, once nothing is in the way. */
export function UpdateNotice() {
  const { till } = useSession();
  const { attempt, busy } = useAttempt();
  const minute = Math.floor(useNow() / minuteMs) * minuteMs;
  const waiting = useLiveQuery(() => readMeta(till.db, 'update'), [till]);
  const version = waiting?.version;
  const facts = useLiveQuery(
    () => (version === undefined ? undefined : readUpdateFacts(till.db, minute)),
    [till, minute, version],
  );
  if (!waiting || !facts) return null;
  const { text, ready } = updateWords(waiting, facts);
  const shell = bridge();
  return (
    <Notice tone={ready ? 'good' : 'wait'}>
      {text}
      {ready && shell && (
        <Button
          tone="money"
          disabled={busy}
          onClick={() => attempt(installUpdate(shell, till.db).then(() => ok(null)))}
        >
          {t('updateNow')}
        </Button>
      )}
    </Notice>
  );
}
