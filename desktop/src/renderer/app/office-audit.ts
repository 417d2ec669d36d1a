import { type AuditKind, type AuditPage, auditPageSchema } from '@galley/shared/wire/audit.ts';
import { askOffice } from './ask-office.ts';

/**
 * A page of the audit log, newest first; of one kind, or of all; `before`: where the page before ended. Throws what the
 * server refuses, as queries want it.
 */
export async function readAuditPage(kind: AuditKind | null, before: string | null): Promise<AuditPage> {
  const query = new URLSearchParams({ ...(kind && { kind }), ...(before && { before }) });
  const page = await askOffice('GET', `/office/audit?${query.toString()}`, auditPageSchema);
  if (!page.ok) throw new Error(page.message);
  return page.value;
}
