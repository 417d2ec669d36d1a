import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Staff } from '@galley/shared/domain/staff.ts';
import { must } from '@galley/shared/values/must.ts';
import { createContext, useContext } from 'react';
import type { Till } from '../actions/till.ts';

/** What every selling screen stands on; it changes when another person signs in, not with each tap. */
export type Session = { readonly till: Till; readonly branch: Branch; readonly staff: Staff };

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  return must(useContext(SessionContext), 'selling screens are shown only when somebody is signed in');
}
