import { z } from 'zod';
import { mailSettingsSchema, officeMailSchema } from '@galley/shared/wire/mail.ts';
import {
  changesPageSchema,
  cursorTextSchema,
  hintSchema,
  historyPageSchema,
  snapshotLineSchema,
} from '@galley/shared/wire/changes.ts';
import {
  accountRequestSchema, accountsSchema, confirmRequestSchema, invitationSchema, joinRequestSchema, type OfficeRole,
  officeRoleSchema, officeSessionsSchema, passwordRequestSchema, recoveryCodesSchema, totpOfferSchema, totpRequestSchema,
} from '@galley/shared/wire/accounts.ts'; // prettier-ignore
import { auditPageSchema } from '@galley/shared/wire/audit.ts';
import { branchUpdatesSchema } from '@galley/shared/domain/update-gate.ts';
import { branchSettingsSchema } from '@galley/shared/wire/branch-settings.ts';
import { rightsRequestSchema, staffRequestSchema } from '@galley/shared/wire/crew.ts';
import {
  deadLettersSchema,
  letterAnswerSchema,
  letterDecisionSchema,
} from '@galley/shared/wire/dead-letters.ts';
import { branchHealthSchema, syncHealthSchema } from '@galley/shared/wire/health.ts';
import { publicKeySchema } from '../identity/signing-keys.ts';
import { pushAnswerSchema, pushRequestSchema } from '@galley/shared/wire/push.ts';
import {
  enrolAnswerSchema,
  enrolRequestSchema,
  type ProblemCode,
  sessionSchema,
  signInRequestSchema,
  tillCodeAnswerSchema,
  tillCodeRequestSchema,
  tokenAnswerSchema,
} from '@galley/shared/wire/session.ts';
import {
  importReportSchema, menuCopyReportSchema, menuCopySchema, menuFileSchema, menuImportSchema, menuSavedSchema, menuSaveSchema, menuVersionsSchema,
  photoSavedSchema, photoUploadSchema,
} from '@galley/shared/wire/menu.ts'; // prettier-ignore
import {
  heldRecordsSchema,
  resolutionAnswerSchema,
  resolutionRequestSchema,
} from '@galley/shared/wire/resolutions.ts';
import { onlineRequestSchema, onlineViewSchema } from '@galley/shared/domain/online-order.ts';
import { onlineRefusalCodes } from '@galley/shared/domain/price-online.ts';
import { customerIdSchema, orderIdSchema, saleIdSchema } from '@galley/shared/values/ids.ts';
import {
  idempotencyHeader, idempotencyKeySchema, onlineOrdersPageSchema, onlineOrdersQuery, orderingKeyRequestSchema,
  orderingKeySchema, orderingKeysSchema,
} from '@galley/shared/wire/online.ts'; // prettier-ignore
import { receiptAnswerSchema } from '@galley/shared/wire/receipt-search.ts';
import {
  branchNamesSchema, expiringSchema, itemNamesSchema, movementsPageSchema, officeStockRequestSchema, stockAnswerSchema,
  stockFileSchema, stockPageSchema, transfersSchema,
} from '@galley/shared/wire/stock-office.ts'; // prettier-ignore
import { paperPreviewRequestSchema, paperPreviewSchema } from '@galley/shared/wire/paper-preview.ts';
import { sumsAnswerSchema } from '@galley/shared/wire/sums.ts';
import { auditQuery } from './office-audit.ts';
import { historyQuery } from './history.ts';
import { photoHashSchema, versionsQuery } from './office-menu.ts';
import {
  forgottenSchema,
  salesPageSchema,
  salesQuery,
  soldReceiptSchema,
} from '@galley/shared/wire/sales-office.ts';
import { onlineLiveQuery } from './online.ts';
import { receiptQuery } from './receipt.ts';
import { stockItemsQuery, stockMovementsQuery, stockQuery } from './office-stock.ts';
import { snapshotQuery } from './snapshot.ts';
import { sumsQuery } from './sums.ts';
import { verifyQuery } from './verify.ts';

/**
 * Who may call a route: `enrolledTill` is one that has no token yet, `orderingPage` has a branch's key; a role of the office is the least that may, about a
 * branch of theirs, and what the route's own code asks for. None: anybody.
 */
export type Caller = 'till' | 'enrolledTill' | 'orderingPage' | OfficeRole;

/** What is said about a route; `openapi.ts` makes the document of it. Its code is in the file of its name. */
export type RouteDoc = {
  readonly method: 'get' | 'post';
  /** As Express has it; `:id` is a till's. */
  readonly path: string;
  /** What its parts are, where `:id` is not a till's. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly summary: string;
  readonly callers: readonly Caller[];
  readonly query?: Readonly<Record<string, z.ZodType>>;
  readonly headers?: Readonly<Record<string, z.ZodType>>;
  readonly body?: SchemaName;
  readonly answer: { readonly status: number; readonly type?: string; readonly schema?: SchemaName };
  readonly problems: readonly ProblemCode[];
};

export const routeSchemas = {
  EnrolRequest: enrolRequestSchema,
  EnrolAnswer: enrolAnswerSchema,
  TokenAnswer: tokenAnswerSchema,
  TillCodeRequest: tillCodeRequestSchema,
  TillCodeAnswer: tillCodeAnswerSchema,
  JsonWebKeys: z.object({ keys: z.array(publicKeySchema) }),
  PushRequest: pushRequestSchema,
  PushAnswer: pushAnswerSchema,
  ChangesPage: changesPageSchema,
  SnapshotLine: snapshotLineSchema,
  HistoryPage: historyPageSchema,
  Receipt: receiptAnswerSchema,
  Sums: sumsAnswerSchema,
  Hint: hintSchema,
  SignInRequest: signInRequestSchema,
  BranchSettings: branchSettingsSchema,
  PaperPreviewRequest: paperPreviewRequestSchema,
  PaperPreview: paperPreviewSchema,
  BranchUpdates: branchUpdatesSchema,
  Session: sessionSchema,
  JoinRequest: joinRequestSchema,
  ConfirmRequest: confirmRequestSchema,
  OfficeSessions: officeSessionsSchema,
  PasswordRequest: passwordRequestSchema,
  TotpOffer: totpOfferSchema,
  TotpRequest: totpRequestSchema,
  RecoveryCodes: recoveryCodesSchema,
  Accounts: accountsSchema,
  AccountRequest: accountRequestSchema,
  Invitation: invitationSchema,
  AuditPage: auditPageSchema,
  DeadLetters: deadLettersSchema,
  LetterDecision: letterDecisionSchema,
  LetterAnswer: letterAnswerSchema,
  HeldRecords: heldRecordsSchema,
  ResolutionRequest: resolutionRequestSchema,
  ResolutionAnswer: resolutionAnswerSchema,
  StaffRequest: staffRequestSchema,
  RightsRequest: rightsRequestSchema,
  BranchHealth: branchHealthSchema,
  MailSettings: mailSettingsSchema,
  OfficeMail: officeMailSchema,
  MenuSave: menuSaveSchema,
  MenuSaved: menuSavedSchema,
  MenuVersions: menuVersionsSchema,
  MenuFile: menuFileSchema,
  MenuImport: menuImportSchema,
  ImportReport: importReportSchema,
  MenuCopy: menuCopySchema,
  MenuCopyReport: menuCopyReportSchema,
  PhotoUpload: photoUploadSchema,
  PhotoSaved: photoSavedSchema,
  OnlineRequest: onlineRequestSchema,
  OnlineView: onlineViewSchema,
  OnlineOrdersPage: onlineOrdersPageSchema,
  Forgotten: forgottenSchema,
  SalesPage: salesPageSchema,
  SoldReceipt: soldReceiptSchema,
  OrderingKey: orderingKeySchema,
  OrderingKeys: orderingKeysSchema,
  OrderingKeyRequest: orderingKeyRequestSchema,
  StockPage: stockPageSchema,
  MovementsPage: movementsPageSchema,
  Expiring: expiringSchema,
  Transfers: transfersSchema,
  ItemNames: itemNamesSchema,
  BranchNames: branchNamesSchema,
  StockFile: stockFileSchema,
  OfficeStockRequest: officeStockRequestSchema,
  StockAnswer: stockAnswerSchema,
  SyncHealth: syncHealthSchema,
  Live: z.object({ live: z.literal(true) }),
  Ready: z.object({ ready: z.literal(true), bus: z.enum(['nats', 'direct']) }),
} as const satisfies Record<string, z.ZodType>;
export type SchemaName = keyof typeof routeSchemas;

const json = 'application/json';
const badProof = ['notSignedIn', 'badSignature', 'clockWrong'] as const;
const badTill = [...badProof, 'tokenExpired'] as const;
const badReader = [...badTill, 'tillDisabled'] as const;
const badBody = ['badRequest', 'tooLarge'] as const;

const listed: readonly RouteDoc[] = [
  {
    method: 'post',
    path: '/sync/enrol',
    summary: 'Trade a one-time code for the identity of a till [S10]',
    callers: [],
    body: 'EnrolRequest',
    answer: { status: 200, type: json, schema: 'EnrolAnswer' },
    problems: [...badBody, 'badCode', 'tooManyTries', 'internal'],
  },
  {
    method: 'post',
    path: '/sync/token',
    summary: 'A token that says who a till is, for its next ten minutes',
    callers: ['enrolledTill'],
    answer: { status: 200, type: json, schema: 'TokenAnswer' },
    problems: [...badBody, ...badProof, 'unknownTill', 'internal'],
  },
  {
    method: 'post',
    path: '/sync/push',
    summary: 'Store mutations of a till; answered only when they are on disk [S8]',
    callers: ['till'],
    body: 'PushRequest',
    answer: { status: 200, type: json, schema: 'PushAnswer' },
    problems: [...badBody, ...badTill, 'wrongIncarnation', 'internal'],
  },
  {
    method: 'get',
    path: '/sync/changes',
    summary: "The next page of the branch's feed [S20]",
    callers: ['till', 'accountant'],
    query: { cursor: cursorTextSchema },
    answer: { status: 200, type: json, schema: 'ChangesPage' },
    problems: ['badRequest', ...badReader, 'internal'],
  },
  {
    method: 'get',
    path: '/sync/snapshot',
    summary:
      "The branch's state at one version, gzipped, one JSON a line; whole, from a mark on, or one bucket [S21]",
    callers: ['till', 'accountant'],
    query: snapshotQuery,
    answer: { status: 200, type: 'application/x-ndjson', schema: 'SnapshotLine' },
    problems: ['badRequest', ...badReader, 'internal'],
  },
  {
    method: 'get',
    path: '/sync/history',
    summary: 'The next older page of what a snapshot leaves out [S21]',
    callers: ['till', 'accountant'],
    query: historyQuery,
    answer: { status: 200, type: json, schema: 'HistoryPage' },
    problems: ['badRequest', ...badTill, 'internal'],
  },
  {
    method: 'get',
    path: '/sync/receipt',
    summary: 'A sale by its number or id, however old it is, and what was given back of it [S17]',
    callers: ['till', 'accountant'],
    query: receiptQuery,
    answer: { status: 200, type: json, schema: 'Receipt' },
    problems: ['badRequest', ...badTill, 'notReady', 'internal'],
  },
  {
    method: 'get',
    path: '/sync/sums',
    summary: 'What a reader must have, as sums over ids and versions [S23]',
    callers: ['till', 'accountant'],
    query: sumsQuery,
    answer: { status: 200, type: json, schema: 'Sums' },
    problems: ['badRequest', ...badTill, 'internal'],
  },
  {
    method: 'get',
    path: '/sync/live',
    summary: 'Server-sent events (hint) that only say how far the feed has come [S22]',
    callers: ['till', 'accountant'],
    answer: { status: 200, type: 'text/event-stream', schema: 'Hint' },
    problems: [...badReader, 'internal'],
  },
  {
    method: 'post',
    path: '/office/sign-in',
    summary: 'Begin a session of the office; sets its cookie',
    callers: [],
    body: 'SignInRequest',
    answer: { status: 200, type: json, schema: 'Session' },
    problems: [...badBody, 'badPassword', 'codeNeeded', 'badCode', 'tooManyTries', 'internal'],
  },
  {
    method: 'post',
    path: '/office/join',
    summary: "Use an invitation's one-time link: choose a password and begin a session",
    callers: [],
    body: 'JoinRequest',
    answer: { status: 200, type: json, schema: 'Session' },
    problems: [...badBody, 'badCode', 'tooManyTries', 'internal'],
  },
  {
    method: 'post',
    path: '/office/confirm',
    summary: 'Say once more who is signed in, for the dangerous things of the next ten minutes',
    callers: ['accountant'],
    body: 'ConfirmRequest',
    answer: { status: 204 },
    problems: [...badBody, 'notSignedIn', 'badPassword', 'codeNeeded', 'badCode', 'tooManyTries', 'internal'],
  },
  {
    method: 'get',
    path: '/office/account/sessions',
    summary: 'Where one is signed in',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'OfficeSessions' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/account/sessions/:id/end',
    params: { id: z.uuid() },
    summary: 'End one of the sessions of the own account',
    callers: ['accountant'],
    answer: { status: 204 },
    problems: ['tooLarge', 'notSignedIn', 'notFound', 'internal'],
  },
  {
    method: 'post',
    path: '/office/account/password',
    summary: 'Another password for the own account; ends its other sessions',
    callers: ['accountant'],
    body: 'PasswordRequest',
    answer: { status: 204 },
    problems: [...badBody, 'notSignedIn', 'badPassword', 'internal'],
  },
  {
    method: 'post',
    path: '/office/account/totp/begin',
    summary: 'A fresh secret for an authenticator app (RFC 6238), not in force yet',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'TotpOffer' },
    problems: ['tooLarge', 'notSignedIn', 'confirmFirst', 'internal'],
  },
  {
    method: 'post',
    path: '/office/account/totp',
    summary: 'Ask for this second factor from now on; answers the recovery codes, once',
    callers: ['accountant'],
    body: 'TotpRequest',
    answer: { status: 200, type: json, schema: 'RecoveryCodes' },
    problems: [...badBody, 'notSignedIn', 'confirmFirst', 'badCode', 'internal'],
  },
  {
    method: 'post',
    path: '/office/account/totp/off',
    summary: 'Ask for the password alone again',
    callers: ['accountant'],
    answer: { status: 204 },
    problems: ['tooLarge', 'notSignedIn', 'confirmFirst', 'internal'],
  },
  {
    method: 'get',
    path: '/office/accounts',
    summary: 'Who works in the office, as what and for which branches',
    callers: ['owner'],
    answer: { status: 200, type: json, schema: 'Accounts' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/accounts',
    summary: 'Set an account; whoever is new gets a one-time link',
    callers: ['owner'],
    body: 'AccountRequest',
    answer: { status: 200, type: json, schema: 'Invitation' },
    problems: [...badBody, 'notSignedIn', 'confirmFirst', 'internal'],
  },
  {
    method: 'post',
    path: '/office/accounts/:id/invite',
    params: { id: z.uuid() },
    summary: 'A new one-time link for whoever lost password or phone',
    callers: ['owner'],
    answer: { status: 200, type: json, schema: 'Invitation' },
    problems: ['tooLarge', 'notSignedIn', 'confirmFirst', 'notFound', 'internal'],
  },
  {
    method: 'get',
    path: '/office/session',
    summary: 'Who is signed in',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'Session' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/tills',
    summary: "The branch's tills and how far its books can be trusted [S24]",
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'BranchHealth' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/held',
    summary: 'Records that a person may have to decide about, as far as they can be read [S14]',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'HeldRecords' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/resolutions',
    summary:
      'Try a quarantined record again, or set one aside, with a reason; tills hear of it by the feed [S14]',
    callers: ['manager'],
    body: 'ResolutionRequest',
    answer: { status: 200, type: json, schema: 'ResolutionAnswer' },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/audit',
    summary: 'The audit log, newest first: voids, refunds, discounts, approvals and other events of control',
    callers: ['accountant'],
    query: auditQuery,
    answer: { status: 200, type: json, schema: 'AuditPage' },
    problems: ['badRequest', 'notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/dead-letters',
    summary: 'What services could make nothing of at the branch, and why [S13]; which of them do not answer',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'DeadLetters' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/dead-letters',
    summary: 'Have one tried once more, or take it off the list for a reason; both stand in the audit log',
    callers: ['manager'],
    body: 'LetterDecision',
    answer: { status: 200, type: json, schema: 'LetterAnswer' },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/staff',
    summary: 'Set a person who works here, and their PIN; tills hear of it by the feed [S9]',
    callers: ['manager'],
    body: 'StaffRequest',
    answer: { status: 204 },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/rights',
    summary: 'Set what a role or a group of people may do at a till',
    callers: ['manager'],
    body: 'RightsRequest',
    answer: { status: 204 },
    problems: [...badBody, 'notSignedIn', 'confirmFirst', 'internal'],
  },
  {
    method: 'post',
    path: '/office/tills/:id/disable',
    summary: 'Shut a till out: what it recorded is still stored, and it reads nothing more [S9]',
    callers: ['manager'],
    answer: { status: 204 },
    problems: [...badBody, 'notSignedIn', 'confirmFirst', 'notFound', 'internal'],
  },
  {
    method: 'post',
    path: '/office/tills/:id/enable',
    summary: 'Let a till in again',
    callers: ['manager'],
    answer: { status: 204 },
    problems: [...badBody, 'notSignedIn', 'confirmFirst', 'notFound', 'internal'],
  },
  {
    method: 'post',
    path: '/office/tills/:id/code',
    summary: 'A one-time code, for an hour, to enrol the next device of a till [S10]',
    callers: ['manager'],
    body: 'TillCodeRequest',
    answer: { status: 200, type: json, schema: 'TillCodeAnswer' },
    problems: [...badBody, 'notSignedIn', 'confirmFirst', 'notFound', 'tillDisabled', 'internal'],
  },
  {
    method: 'post',
    path: '/office/branch',
    summary:
      "What stands on the branch's papers, and which station makes what [P8]; what is left out is taken away",
    callers: ['manager'],
    body: 'BranchSettings',
    answer: { status: 204 },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/paper-preview',
    summary: 'A paper as a printer of a kind would print it, with settings that are not saved yet [P13]',
    callers: ['manager'],
    body: 'PaperPreviewRequest',
    answer: { status: 200, type: json, schema: 'PaperPreview' },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/mail',
    summary: 'Who gets the summary of each day; and the mails that a demo kept instead of sending them',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'OfficeMail' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/mail',
    summary: 'Say who gets the summary of each day',
    callers: ['manager'],
    body: 'MailSettings',
    answer: { status: 204 },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/updates',
    summary: "When the branch's devices may change their version, and whether before or after others",
    callers: ['manager'],
    body: 'BranchUpdates',
    answer: { status: 204 },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/menu/save',
    summary:
      'Write a part of the menu, a printer, a station or where a till prints, unless somebody has changed it since the writer looked',
    callers: ['manager'],
    body: 'MenuSave',
    answer: { status: 200, type: json, schema: 'MenuSaved' },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/menu/versions',
    summary: 'Who changed a part of the menu, when, and to what',
    callers: ['accountant'],
    query: versionsQuery,
    answer: { status: 200, type: json, schema: 'MenuVersions' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/menu/export',
    summary: 'The menu as a CSV file, which an import reads back to the same menu',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'MenuFile' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/menu/import',
    summary: 'Read a menu from a CSV file, or only look what that would do',
    callers: ['manager'],
    body: 'MenuImport',
    answer: { status: 200, type: json, schema: 'ImportReport' },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/menu/copy',
    summary:
      'Take over the menu of another branch, or some categories of it, or only look what that would do',
    callers: ['manager'],
    body: 'MenuCopy',
    answer: { status: 200, type: json, schema: 'MenuCopyReport' },
    problems: [...badBody, 'notSignedIn', 'notReady', 'internal'],
  },
  {
    method: 'get',
    path: '/office/stock',
    summary: 'What is on hand, what lacks and what it is worth; the scarcest first [S16]',
    callers: ['accountant'],
    query: stockQuery,
    answer: { status: 200, type: json, schema: 'StockPage' },
    problems: ['badRequest', 'notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/stock/movements',
    summary: 'What moved of a product, who wrote it down and why; newest first',
    callers: ['accountant'],
    query: stockMovementsQuery,
    answer: { status: 200, type: json, schema: 'MovementsPage' },
    problems: ['badRequest', 'notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/stock/lots',
    summary: 'Lots that expire within two weeks, the first first',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'Expiring' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/stock/transfers',
    summary: 'Transfers of the branch: in transit first, then the last that arrived',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'Transfers' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/stock/items',
    summary: 'Products and ingredients by a part of their name',
    callers: ['accountant'],
    query: stockItemsQuery,
    answer: { status: 200, type: json, schema: 'ItemNames' },
    problems: ['badRequest', 'notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/stock/branches',
    summary: 'The branches of the organisation, which goods may be sent to',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'BranchNames' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/office/stock/export',
    summary: 'The stock as a CSV file',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'StockFile' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/stock/request',
    summary:
      'Write down goods received, thrown away, adjusted, counted, sent or arrived, or an ingredient; once for each id [S16]',
    callers: ['manager'],
    body: 'OfficeStockRequest',
    answer: { status: 200, type: json, schema: 'StockAnswer' },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/menu/photo',
    summary: 'Keep a photo of at most 200 kB; its name is the hash of its file',
    callers: ['manager'],
    body: 'PhotoUpload',
    answer: { status: 200, type: json, schema: 'PhotoSaved' },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'get',
    path: '/menu/photos/:hash',
    params: { hash: photoHashSchema },
    summary: 'A photo, which never changes under its name',
    callers: [],
    answer: { status: 200, type: 'image/webp' },
    problems: ['badRequest', 'notFound', 'internal'],
  },
  {
    method: 'post',
    path: '/office/sign-out',
    summary: 'End the session, if there is one',
    callers: [],
    answer: { status: 204 },
    problems: [...badBody, 'internal'],
  },
  {
    method: 'get',
    path: '/office/ordering-keys',
    summary: 'The keys by which web pages order at the branch',
    callers: ['manager'],
    answer: { status: 200, type: json, schema: 'OrderingKeys' },
    problems: ['notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/ordering-keys',
    summary: 'Let one more web page order at the branch',
    callers: ['manager'],
    body: 'OrderingKeyRequest',
    answer: { status: 201, type: json, schema: 'OrderingKey' },
    problems: [...badBody, 'notSignedIn', 'internal'],
  },
  {
    method: 'post',
    path: '/office/ordering-keys/:id/revoke',
    params: { id: z.uuid() },
    summary: 'Let nobody order with a key any more; orders that were placed go on',
    callers: ['manager'],
    answer: { status: 204 },
    problems: [...badBody, 'notSignedIn', 'notFound', 'internal'],
  },
  {
    method: 'get',
    path: '/office/sales',
    summary: "The branch's sales, newest first, by number, table, amount, person, day and way to pay",
    callers: ['accountant'],
    query: salesQuery,
    answer: { status: 200, type: json, schema: 'SalesPage' },
    problems: ['badRequest', 'notSignedIn', 'notReady', 'internal'],
  },
  {
    method: 'get',
    path: '/office/sales/:id',
    params: { id: saleIdSchema },
    summary: 'One receipt as it was printed, with all that was given back of it',
    callers: ['accountant'],
    answer: { status: 200, type: json, schema: 'SoldReceipt' },
    problems: ['badRequest', 'notSignedIn', 'notFound', 'notReady', 'internal'],
  },
  {
    method: 'get',
    path: '/office/online-orders',
    summary: "The branch's online orders, newest first, by status and by day",
    callers: ['manager'],
    query: onlineOrdersQuery,
    answer: { status: 200, type: json, schema: 'OnlineOrdersPage' },
    problems: ['badRequest', 'notSignedIn', 'notReady', 'internal'],
  },
  {
    method: 'post',
    path: '/office/customers/:id/forget',
    params: { id: customerIdSchema },
    summary: 'Forget a guest who wishes it: their records go, and their orders name nobody',
    callers: ['manager'],
    answer: { status: 200, type: json, schema: 'Forgotten' },
    problems: [...badBody, 'notSignedIn', 'notReady', 'internal'],
  },
  {
    method: 'post',
    path: '/online/orders',
    summary: 'Place an order; sent again under the same idempotency key it gets the first answer',
    callers: ['orderingPage'],
    headers: { [idempotencyHeader]: idempotencyKeySchema },
    body: 'OnlineRequest',
    answer: { status: 201, type: json, schema: 'OnlineView' },
    problems: [
      ...badBody, 'badOrderingKey', ...onlineRefusalCodes, 'keyReused', 'tooManyTries', 'notReady', 'internal',
    ], // prettier-ignore
  },
  {
    method: 'get',
    path: '/online/orders/:id',
    params: { id: orderIdSchema },
    summary: 'How an order stands, for whoever knows its id',
    callers: ['orderingPage'],
    answer: { status: 200, type: json, schema: 'OnlineView' },
    problems: ['badRequest', 'badOrderingKey', 'notFound', 'tooManyTries', 'notReady', 'internal'],
  },
  {
    method: 'get',
    path: '/online/orders/:id/live',
    params: { id: orderIdSchema },
    query: onlineLiveQuery,
    summary: 'Server-sent events (`order`): the order as it is now, and again whenever it changes',
    callers: ['orderingPage'],
    answer: { status: 200, type: 'text/event-stream', schema: 'OnlineView' },
    problems: ['badRequest', 'badOrderingKey', 'notFound', 'tooManyTries', 'notReady', 'internal'],
  },
  {
    method: 'get',
    path: '/verify',
    summary: 'The page behind the QR code of a receipt: genuine, not genuine, or not known yet',
    callers: [],
    query: verifyQuery,
    answer: { status: 200, type: 'text/html' },
    problems: ['badRequest', 'internal'],
  },
  {
    method: 'post',
    path: '/webhooks/stripe',
    summary:
      'Stripe says that something became of a payment; signed over the exact bytes, at most five minutes old',
    callers: [],
    answer: { status: 204 },
    problems: [...badBody, 'internal'],
  },
  {
    method: 'get',
    path: '/.well-known/jwks.json',
    summary: "The public keys that verify tills' tokens (RFC 7517)",
    callers: [],
    answer: { status: 200, type: json, schema: 'JsonWebKeys' },
    problems: ['internal'],
  },
  {
    method: 'get',
    path: '/health/live',
    summary: 'The process runs',
    callers: [],
    answer: { status: 200, type: json, schema: 'Live' },
    problems: [],
  },
  {
    method: 'get',
    path: '/health/ready',
    summary: 'Database and broker answer',
    callers: [],
    answer: { status: 200, type: json, schema: 'Ready' },
    problems: ['notReady', 'internal'],
  },
  {
    method: 'get',
    path: '/health/sync',
    summary: 'How old the oldest record is that waits for the broker or a worker [S11]',
    callers: [],
    answer: { status: 200, type: json, schema: 'SyncHealth' },
    problems: ['internal'],
  },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    callers: [],
    answer: { status: 200, type: json },
    problems: [],
  },
  {
    method: 'get',
    path: '/docs',
    summary: 'This document, for people',
    callers: [],
    answer: { status: 200, type: 'text/html' },
    problems: [],
  },
  {
    method: 'get',
    path: '/asyncapi.json',
    summary: 'The messages between the services, as AsyncAPI 3',
    callers: [],
    answer: { status: 200, type: json },
    problems: [],
  },
  {
    method: 'get',
    path: '/docs/messages',
    summary: 'The messages between the services, for people',
    callers: [],
    answer: { status: 200, type: 'text/html' },
    problems: [],
  },
];

/** The least role of the office that a route is for; null: it is none of the office's. */
export function officeRoleOf({ callers }: Pick<RouteDoc, 'callers'>): OfficeRole | null {
  return callers.map((caller) => officeRoleSchema.safeParse(caller).data).find((role) => role) ?? null;
}

/** Every route of the server: a test holds this list, the Express app and real answers together. */
export const routes: readonly RouteDoc[] = listed.map((route) =>
  officeRoleOf(route) ? { ...route, problems: [...route.problems, 'notAllowed'] } : route,
);
