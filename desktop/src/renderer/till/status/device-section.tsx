import { InstallHint } from '../../app/install-hint.tsx';
import { bridge } from '../../host/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { useApproval } from '../approval/use-approval.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';

/** What this device can do besides selling. */
export function DeviceSection() {
  const { staff } = useSession();
  const { attempt, busy } = useAttempt();
  const approve = useApproval();
  const shell = bridge();
  const leave = () =>
    shell &&
    attempt(
      approve({ need: { permission: 'leaveKiosk' }, what: t('leaveKiosk') }, (approval) =>
        shell.leaveKiosk({ approvedBy: approval?.staffId ?? staff.id }),
      ),
    );
  return (
    <section className="device">
      <h3>{t('thisDevice')}</h3>
      <div className="actions">
        <Button onClick={() => showDisplay()}>{t('showDisplay')}</Button>
        {shell?.kiosk && (
          <Button onClick={leave} disabled={busy}>
            {t('leaveKiosk')}
          </Button>
        )}
      </div>
      <InstallHint />
    </section>
  );
}

/** A browser opens the page in a window that somebody moves to the second screen; the shell puts it there. */
function showDisplay(): void {
  const shell = bridge();
  if (shell) void shell.showDisplay({ shown: true });
  else window.open('/display', 'galley-display', 'popup,width=800,height=480');
}
