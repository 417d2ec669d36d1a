import { useState } from 'react';
import { joinLink } from '../../app/office-account.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';

/** The link, to be sent by whatever way the owner trusts. */
export function InvitationLink({ invitation, name }: { readonly invitation: string; readonly name: string }) {
  const [copied, setCopied] = useState(false);
  const link = joinLink(invitation, name);
  return (
    <div className="account-dialog">
      <p>{t('inviteText', { name })}</p>
      <code>{link}</code>
      <footer>
        <Button
          tone="money"
          data-autofocus
          onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}
        >
          {t(copied ? 'copied' : 'copyLink')}
        </Button>
      </footer>
    </div>
  );
}
