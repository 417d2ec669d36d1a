import { Button } from '../ui/button.tsx';
import { t } from '../ui/messages/t.ts';
import './install-hint.css';
import { installApp, useInstalling } from './install-offer.ts';

/** Makes this page an app of the device: a button where the browser has offered it, else words for where to find it. */
export function InstallHint() {
  const installing = useInstalling();
  switch (installing) {
    case 'done':
      return null;
    case 'offered':
      return (
        <div className="install-hint">
          <Button onClick={() => void installApp()}>{t('installApp')}</Button>
        </div>
      );
    case 'menu':
      return <p className="install-hint">{t('installByMenu')}</p>;
    case 'share':
      return <p className="install-hint">{t('installByShare')}</p>;
    case 'never':
      return <p className="install-hint">{t('installNever')}</p>;
    case 'insecure':
      return <p className="install-hint">{t('installInsecure')}</p>;
  }
}
