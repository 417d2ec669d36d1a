import { useSession } from '../../app/session-gate.tsx';
import { t } from '../../ui/messages/t.ts';
import { AccountList } from './account-list.tsx';
import '../cards-page.css';
import './accounts-view.css';
import { PasswordForm } from './password-form.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SessionList } from './session-list.tsx';

/** One's own account, and for owners everybody's. */
export function AccountsView() {
  const session = useSession();
  if (!session) return <main className="cards-page accounts-view">{t('officeSessionEnded')}</main>;
  return (
    <main className="cards-page accounts-view">
      {session.role === 'owner' && <AccountList own={session.name} />}
      <SessionList />
      <PasswordForm name={session.name} />
      <SecondFactor on={session.totp} />
    </main>
  );
}
