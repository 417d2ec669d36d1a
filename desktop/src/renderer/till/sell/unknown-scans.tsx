import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import './unknown-scans.css';

/** What was scanned and is not on the menu: it stays in sight, so that nobody leaves without paying for it. */
export function UnknownScans({
  codes,
  onSeen,
}: {
  readonly codes: readonly string[];
  readonly onSeen: () => void;
}) {
  if (codes.length === 0) return null;
  return (
    <div className="unknown-scans">
      <Notice tone="loss">
        {t('unknownScans', { codes: codes.join(', ') })}
        <Button onClick={onSeen}>{t('understood')}</Button>
      </Notice>
    </div>
  );
}
