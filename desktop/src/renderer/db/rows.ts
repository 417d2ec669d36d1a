import type { DeviceRole, EnrolAnswer } from '@galley/shared/wire/session.ts';
import type { Cursor, Entity, EntityName, FeedChange, SnapshotHead } from '@galley/shared/wire/changes.ts';
import type { JobPrinter, PrintJob, PrintState, Resolution } from '@galley/shared/wire/print-jobs.ts';
import type { TillStatus } from '@galley/shared/wire/push.ts';
import type { Hash } from '@galley/shared/values/hash.ts';
import type { Tender } from '@galley/shared/domain/payment.ts';
import type { Tip } from '@galley/shared/domain/tip.ts';
import type { PinVerifier } from '@galley/shared/domain/staff.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { WantedLine } from '@galley/shared/domain/remainder.ts';
import type { LineId, OrderId, ProductId, SaleId, ShiftId, StaffId } from '@galley/shared/values/ids.ts';
import type { Money } from '@galley/shared/values/money.ts';
import type { Quantity } from '@galley/shared/values/quantity.ts';
import type { Refusal } from '@galley/shared/values/result.ts';
import type { IntentTrouble } from '@galley/shared/domain/payment-intent.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import type { Version } from '@galley/shared/values/version.ts';
import type { z } from 'zod';
import type { outboxRowSchema } from './outbox-row.ts';

/** Which state of an entity a row holds, and its place in the feed; both 0: only this till has written it so far. */
export type Told = { readonly revision: number; readonly version: number };

/** An entity as the feed told it. */
export type Stored<N extends EntityName> = Entity<N> & Told;

/**
 * An order as this till sees it. `ahead`: this till has changed it since the feed last told of it, and what it changed
 * wins until the feed says the same [S15].
 */
export type OrderRow = Stored<'order'> & {
  readonly ahead?: boolean;
  /** It has lines that came too late to be on its bill, in full or in part: found by this mark, which no other row has. */
  readonly late?: 1;
};

/**
 * A mutation on its way to the server [S5]: `waiting` here, `stored` there, `settled` when its verdict came back with
 * its effects. `fork`: the server holds other bytes under this number and a person must look.
 */
export type OutboxRow = Readonly<z.infer<typeof outboxRowSchema>>;

/** With what the office looks for, where there is any: what somebody should know of, and when it was that money went back. */
export type IntentRow = Stored<'paymentIntent'> & {
  readonly trouble?: IntentTrouble;
  readonly backAt?: Instant;
};

/** A person. `peppered`: the hash is under this device's key (`pepper.ts`); missing: as the feed told it to an older version. */
export type StaffRow = Stored<'staff'> & {
  readonly pin: (PinVerifier & { readonly peppered?: true }) | null;
};

export type OnlineOrderRow = Stored<'onlineOrder'>;

/**
 * An online order whose tickets this till has offered to print: the last turn that it asked for, and the last one that
 * it has written print jobs for (0: none). Only this till's matter.
 */
export type OnlinePaper = { readonly orderId: OrderId; readonly asked: number; readonly printed: number };

/** A print job and what the host last said of it. */
export type PrintJobRow = PrintJob & {
  readonly printerId: string;
  readonly state: PrintState;
  readonly cause: string | null;
  readonly proven: boolean;
  /** True once the host has taken it; until then the print loop offers it again and again. */
  readonly handedOver: boolean;
  /** What a person decided about it, until the host has heard it. */
  readonly answer?: Resolution | { readonly divertTo: JobPrinter } | { readonly clear: string };
  /** The printer that has it now, when that is not the one it was meant for. */
  readonly divertedTo?: string;
  readonly paperLow?: boolean;
};

/** What somebody has found on the shelf and not yet written down, and what this till believed at that moment. */
export type CountedRow = {
  readonly productId: ProductId;
  readonly counted: Quantity;
  readonly at: Instant;
  /** On hand less what lacks. */
  readonly believed: Quantity;
};

/**
 * What was taken for an order that is not paid yet, and what it was taken for. Not a fact: the money is on the counter,
 * and goes back if the guest thinks again.
 */
export type PayDraft = {
  readonly orderId: OrderId;
  readonly tenders: readonly Omit<Tender, 'id'>[];
  /** Comes with the next tender. */
  readonly tip: Tip | null;
  /** Null: all that is left is paid at once. */
  readonly split: Split | null;
  /** What the guest brings back for it, and what that is worth; it is given back with the payment, or not at all. */
  readonly exchange?: {
    readonly saleId: SaleId;
    readonly receiptNumber: string;
    readonly lines: readonly WantedLine[];
    readonly reason: string;
    readonly approval?: Approval;
    readonly credit: Money;
  };
};

/** How a bill is split: what the guest who pays now takes of what is left. */
export type Split =
  | { readonly way: 'equal'; readonly parts: number }
  | { readonly way: 'amount'; readonly amount: Money }
  | {
      readonly way: 'items';
      readonly lines: readonly { readonly lineId: LineId; readonly quantity: Quantity }[];
    }
  /** `sharers`: who shares a line, by number; one that is missing is shared by all. */
  | {
      readonly way: 'guests';
      readonly guests: readonly number[];
      readonly paying: number;
      readonly sharers: { readonly [lineId: string]: readonly number[] };
    };

/** What keeps a loop from doing its work, in words for a person. */
export type LoopFault = {
  readonly code: 'offline' | 'needsSignIn' | 'disabled' | 'stuck';
  readonly message: string;
  readonly since: Instant;
};

/** An entry that does not move although the server answers. */
export type Watch = {
  /** Which entry, and where on its way. */
  readonly entry: string;
  /** How long it has not moved while pings succeeded. */
  readonly stuckMs: number;
  /** How many remedies were tried. */
  readonly tried: number;
};

/** A row that could not be read any more, kept as it was found, with what was wrong with it. */
export type DamagedRow = {
  readonly id: string;
  readonly table: string;
  readonly key: string;
  readonly raw: string;
  readonly cause: string;
};

/** A table of the feed is a bucket: what is summed up, and loaded anew when it is not what the server has [S23]. */
export type Bucket = Exclude<EntityName, 'settlement'>;

/** How far the branch's state has been loaded beside what the till sells from [S21]. */
export type SnapshotLoad = {
  /** One bucket only; null: everything. */
  readonly bucket: Bucket | null;
  /** Null: nothing has come yet. */
  readonly head: SnapshotHead | null;
  /** The last mark that is staged, and how many rows came up to it. */
  readonly after: number;
  readonly rows: number;
  /** Set when all of it is staged: up to here the feed is staged, too. */
  readonly cursor: Cursor | null;
};

/** A page of a snapshot, or of the feed behind it, until all are there. */
export type ShadowPage = {
  readonly place: number;
  /** Every row that the page tells of, by entity. */
  readonly told: readonly (readonly [entity: string, ids: readonly string[]])[];
  /** Those of them that are not here already. */
  readonly changes: readonly FeedChange[];
  readonly damaged: readonly DamagedRow[];
};

/** How somebody practises at this till. */
export type Training = {
  /** Each time has a database of its own. */
  readonly id: string;
  /** Whether the kitchen gets marked paper; else nothing. */
  readonly kitchen: boolean;
  readonly staffId: StaffId;
};

/** Single values by key. */
export type Meta = {
  /** Who this till is. */
  identity: {
    readonly serverUrl: string;
    readonly till: EnrolAnswer['till'];
    readonly incarnation: number;
    readonly branchId: EnrolAnswer['branch']['id'];
    /** Missing: a till. */
    readonly role?: DeviceRole;
  };
  /** Proves who it is; cannot be exported. A row of its own, because it is slow to read and actions do not need it. */
  signingKey: CryptoKey;
  /** Over the verifiers of PINs that are kept here; cannot be exported either, and stays when the till is enrolled anew. */
  pinKey: CryptoKey;
  cursor: Cursor;
  /** Of history only what lies above this version is here for sure; not complete: older pages are being added [S21]. */
  floor: { readonly version: number; readonly complete: boolean };
  /** There as long as the branch's state is being loaded anew. */
  snapshot: SnapshotLoad;
  counters: {
    /** Last mutation number and its hash [S3]. */
    readonly mutation: number;
    readonly mutationHash: Hash;
    readonly receipt: number;
    readonly receiptHash: Hash;
    readonly order: number;
    /** Time of the newest mutation: a till's log never runs backwards [S18]. */
    readonly lastAt: number;
  };
  signedIn: StaffId | null;
  /** Whoever sold here last is first on the list of people. */
  recentPeople: readonly StaffId[];
  /** Wrong PINs in a row, and until when the next one is not looked at. */
  pinFailures: { readonly [staffId: string]: { readonly count: number; readonly waitUntil: number } };
  /** The count of a drawer that is under way; gone when its shift is closed. */
  cashCount: {
    readonly shiftId: ShiftId;
    /** Pieces by the value of a note or coin, as typed. */
    readonly pieces: { readonly [value: string]: number };
    /** What was counted when the difference was shown, one for each time. */
    readonly shown: readonly Money[];
    /** The difference is on screen. */
    readonly done: boolean;
  };
  /** The order on screen. */
  currentOrder: OrderId | null;
  /** Milliseconds to add to this device's clock to get the server's. */
  clockOffset: number;
  /** What the browser said last of the place where all this is kept. */
  storage: Pick<TillStatus, 'freeBytes' | 'persisted'>;
  /** Buckets of the feed that were found different from the server's and loaded anew [S23]. */
  bucketMismatches: number;
  /** What the watchdog has seen and done about the oldest entry that is not settled; null: all moves [S7]. */
  watch: Watch | null;
  lastSync: { readonly at: Instant };
  /** Which history of the server has confirmed what it holds of this till; another one is asked and refilled [S10]. */
  pushedEpoch: string;
  /** Up to which number of each enrolment's log a verified backup of the server goes [S5]. */
  coveredUpTo: { readonly [incarnation: number]: number };
  pushFault: LoopFault | null;
  pullFault: LoopFault | null;
  /** When the sync leader was last seen alive, and which window it is [S6]. */
  leader: { readonly id: string; readonly beatAt: number };
  /** Up to where the reports of which print host's journal have been read. */
  printPosition: { readonly epoch: string; readonly position: number };
  /** There as long as the server says that this version is older than the oldest one that is looked after. */
  supportedFrom: Version;
  /** Where everything that is recorded is written down once more, and what keeps it from being written [S2]. */
  blackBox: { readonly place: 'browser' | 'device'; readonly fault: string | null };
  /** A newer version that waits on this device, and what came of an attempt to put it in place; `version` null: a browser does not say which. */
  update: { readonly version: string | null; readonly problem: Refusal | null };
  /** How well the system keeps the till's key; a browser never shows it to anybody. */
  secretStore: 'system' | 'weak';
  /** What the black box gave back when the records of this device were gone; until it is enrolled again. */
  rebuilt: { readonly entries: number };
  /** The last backup to a file, and where it went; `fault`: why it could not be written. */
  backup: {
    readonly at: Instant;
    readonly entries: number;
    readonly place: string;
    readonly fault: string | null;
  };
  /** There as long as somebody practises here; in the real database only. */
  training: Training;
  /** Where the print agent listens and the token it gave at pairing. */
  agent: { readonly url: string; readonly token: string };
};
export type MetaRow = {
  readonly [K in keyof Meta]: { readonly key: K; readonly value: Meta[K] };
}[keyof Meta];
