import type { AuditKind } from '@galley/shared/wire/audit.ts';
import type { MessageKey } from '../../ui/messages/t.ts';

/** What the office calls each kind of line. */
export const kindWords: Readonly<Record<AuditKind, MessageKey>> = {
  void: 'auditVoid',
  refund: 'auditRefund',
  discount: 'auditDiscount',
  decision: 'auditDecision',
  reprint: 'auditReprint',
  wrongPins: 'auditWrongPins',
  bill: 'auditBill',
  moved: 'auditMoved',
  closed: 'auditClosed',
  recordsChecked: 'auditRecordsChecked',
  training: 'auditTraining',
  backup: 'auditBackup',
  approved: 'auditApproved',
  cash: 'auditCash',
  tip: 'auditTip',
  variance: 'auditVariance',
  staff: 'staff',
  rights: 'rights',
  menu: 'menu',
  settings: 'auditSettings',
  device: 'tills',
  account: 'accounts',
  stock: 'stock',
  letter: 'deadLetters',
  forgotten: 'auditForgotten',
  orderingKey: 'auditOrderingKey',
};
