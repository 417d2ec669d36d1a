import { Button } from '../ui/button.tsx';
import { t } from '../ui/messages/t.ts';
import './closed-screen.css';

/** The records cannot be opened: why, and what to do. Nothing here can delete anything. */
export function ClosedScreen({
  message,
  onBeginAnew,
}: {
  readonly message: string;
  /** Only where the records are known to be gone. */
  readonly onBeginAnew: (() => void) | null;
}) {
  return (
    <main className="closed-screen" role="alert">
      <h1>{t('closedTitle')}</h1>
      <p>{message}</p>
      <div>
        <Button tone="money" size="large" onClick={() => location.reload()}>
          {t('tryAgain')}
        </Button>
        {onBeginAnew && (
          <Button size="large" onClick={onBeginAnew}>
            {t('beginAnew')}
          </Button>
        )}
      </div>
    </main>
  );
}
