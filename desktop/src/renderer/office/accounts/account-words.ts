import type { Account, Accounts, OfficeRole } from '@galley/shared/wire/accounts.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';

export const roleWords: Readonly<Record<OfficeRole, MessageKey>> = {
  owner: 'officeOwner',
  manager: 'officeManager',
  accountant: 'officeAccountant',
};

/** `Manager · Dhanmondi, Gulshan` */
export function accountWords(account: Account, branches: Accounts['branches']): string {
  if (!account.active) return t('accountOff');
  const names = branches.filter(({ id }) => account.branches.includes(id)).map(({ name }) => name);
  return [
    t(roleWords[account.role]),
    account.role === 'owner' ? t('everyBranch') : names.join(', '),
    ...(account.invited ? [t('accountInvited')] : []),
    ...(account.totp ? [t('secondFactorOn')] : []),
  ].join(' · ');
}

/** What people call a browser, from what it calls itself; unknown ones by their own first word. */
export function agentWords(agent: string): string {
  const named = /(Edg|OPR|Firefox|Electron|Chrome|Safari)\//.exec(agent)?.[1];
  const browser = { Edg: 'Edge', OPR: 'Opera', Electron: 'Galley' }[named ?? ''] ?? named;
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|CrOS|Linux)/.exec(agent)?.[1];
  const words = [browser ?? agent.split(/[\s/]/)[0], system?.replace(' OS X', '')];
  return words.filter((word) => word !== undefined && word !== '').join(' · ') || t('unknownDevice');
}
