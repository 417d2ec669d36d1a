import {
  AckPolicy,
  type ConsumerConfig,
  DeliverPolicy,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from 'nats';
import { batchSize } from './bus.ts';

// All that Galley has on a broker: streams, consumers, and who may say and hear what. What is made on the broker, the
// rights of its users (permissions.ts) and the AsyncAPI document are read from here; nothing else names a stream.

/** Who connects to a broker, each as a user of its own name. `sync` are the roles api, relay and sync. */
export const services = ['sync', 'sales', 'inventory', 'payments', 'notifications'] as const;
export type Service = (typeof services)[number];

/** Every subject begins with its stream's: `cmd.<worker>.<branch>`, `evt.<worker>.<name>.<branch>`. */
export const streams = { COMMANDS: 'cmd.>', EVENTS: 'evt.>' } as const;
export type StreamName = keyof typeof streams;

/** What a service puts into the streams: its own answers; the relay of the mutation log also every command. */
export const publishes: Readonly<Record<Service, readonly string[]>> = {
  sync: ['cmd.>', 'evt.sync.>'],
  // The sagas of online orders ask the two others, as a till or an office does.
  sales: ['evt.sales.>', 'cmd.inventory.>', 'cmd.payments.>'],
  inventory: ['evt.inventory.>'],
  payments: ['evt.payments.>'],
  notifications: ['evt.notifications.>'],
};

/** Request and reply, while somebody waits: the topics that a service asks about, and those that it answers. */
export const asks: Readonly<Record<Service, readonly string[]>> = {
  sync: ['ask.sales.>', 'ask.inventory.>', 'ask.payments.>', 'ask.notifications.>'],
  sales: ['ask.menu.>'],
  inventory: [],
  payments: [],
  notifications: [],
};
export const answers: Readonly<Record<Service, readonly string[]>> = {
  sync: ['ask.menu.>'],
  sales: ['ask.sales.>'],
  inventory: ['ask.inventory.>'],
  payments: ['ask.payments.>'],
  notifications: ['ask.notifications.>'],
};

/**
 * Durable consumers, each shared by all replicas of who takes from it; the projector is a part of the service `sync`. One
 * subject a consumer: a 2.9 broker knows no more.
 */
export const consumers = {
  sync: { takenBy: 'sync', subject: 'cmd.sync.>' },
  feed: { takenBy: 'projector', subject: 'evt.>' },
  sales: { takenBy: 'sales', subject: 'cmd.sales.>' },
  salesReserved: { takenBy: 'sales', subject: 'evt.inventory.stockReserved.>' },
  salesRefused: { takenBy: 'sales', subject: 'evt.inventory.stockRefused.>' },
  salesReleased: { takenBy: 'sales', subject: 'evt.inventory.stockReleased.>' },
  salesIntents: { takenBy: 'sales', subject: 'evt.payments.intentsChanged.>' },
  inventory: { takenBy: 'inventory', subject: 'evt.sales.saleCompleted.>' },
  inventoryBack: { takenBy: 'inventory', subject: 'evt.sales.saleRefunded.>' },
  inventoryAsked: { takenBy: 'inventory', subject: 'cmd.inventory.>' },
  payments: { takenBy: 'payments', subject: 'evt.sales.saleCompleted.>' },
  paymentsBack: { takenBy: 'payments', subject: 'evt.sales.saleRefunded.>' },
  paymentsAsked: { takenBy: 'payments', subject: 'cmd.payments.>' },
  paymentsCalled: { takenBy: 'payments', subject: 'evt.sync.gatewayCalled.>' },
  paymentsMissed: { takenBy: 'payments', subject: 'evt.sales.intentMissed.>' },
  paymentsTips: { takenBy: 'payments', subject: 'evt.sales.tipAdjusted.>' },
  paymentsShift: { takenBy: 'payments', subject: 'evt.sales.shiftClosed.>' },
  notifications: { takenBy: 'notifications', subject: 'cmd.notifications.>' },
  mailShiftOpened: { takenBy: 'notifications', subject: 'evt.sales.shiftOpened.>' },
  mailShiftClosed: { takenBy: 'notifications', subject: 'evt.sales.shiftClosed.>' },
  mailGuests: { takenBy: 'notifications', subject: 'evt.sales.guestMailAsked.>' },
  mailRecipients: { takenBy: 'notifications', subject: 'evt.sync.summaryRecipientsSet.>' },
} as const satisfies Record<string, { readonly takenBy: Service | 'projector'; readonly subject: string }>;
export type ConsumerName = keyof typeof consumers;

/** Hints are the sync service's own; this one is for all: what came before may be deleted. */
export const hintForAll = 'retention';
/** This one every service gives: how many of its dead letters wait for a person. */
export const hintFromAll = 'deadLetters';

/** What an operator decides: what all names begin with, and on how many servers of a cluster each stream lies. */
export type StreamOptions = {
  readonly namespace: string;
  readonly replicas: number;
  /** How long the broker waits to hear of what it has handed out; missing: 10 s. */
  readonly ackWaitMs?: number;
};

const seconds = 1_000_000_000; // in nanoseconds, as NATS counts
const days = 24 * 3600 * seconds;

export function streamConfig(name: StreamName, { namespace, replicas }: StreamOptions) {
  return {
    name: `${namespace}_${name}`,
    subjects: [`${namespace}.${streams[name]}`],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    num_replicas: replicas,
    max_age: 7 * days,
    /** Within it the broker drops what is sent twice; later the inbox does [S12]. */
    duplicate_window: 120 * seconds,
    /** A service may ask for the last message of its own subject, and of no other. */
    allow_direct: true,
  } as const satisfies Partial<StreamConfig>;
}

export function consumerConfig(place: ConsumerPlace) {
  return {
    durable_name: place.name,
    filter_subject: place.subject,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    /** Who says nothing for so long has died, and another replica gets it; who is at work says so (`nats.ts`). */
    ack_wait: (place.ackWaitMs * seconds) / 1000,
    /** A fact is never given up [S13]. What cannot be applied is a dead letter at its first try, and does not come again. */
    max_deliver: -1,
    max_ack_pending: 4 * batchSize,
  } as const satisfies Partial<ConsumerConfig>;
}

/**
 * When a message comes again whose time has not come (the database is away): after 0.1 s, doubling to 30 s. Asked for with
 * each refusal, because the broker's own `backoff` is for those who do not answer at all, and coarse in 2.9.
 */
export function retryDelayMs(redeliveries: number): number {
  return Math.min(100 * 2 ** Math.min(redeliveries, 9), 30_000);
}

/** A durable consumer and its stream, by their names on the broker. */
export type ConsumerPlace = {
  readonly stream: string;
  readonly name: string;
  readonly subject: string;
  readonly ackWaitMs: number;
};

export function placeOf(options: StreamOptions, name: string, subject: string): ConsumerPlace {
  const { namespace, ackWaitMs = 10_000 } = options;
  const stream: StreamName = subject.startsWith('cmd.') ? 'COMMANDS' : 'EVENTS';
  return { stream: `${namespace}_${stream}`, name, subject: `${namespace}.${subject}`, ackWaitMs };
}

/** The consumers of a worker or of the feed's projector: name -> subject. */
export function consumersOf(taker: Service | 'projector'): Readonly<Record<string, string>> {
  const own = Object.entries(consumers).filter(([, { takenBy }]) => takenBy === taker);
  return Object.fromEntries(own.map(([name, { subject }]) => [name, subject]));
}
