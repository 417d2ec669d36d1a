import type { PoolClient } from 'pg';
import { type CommandOf, parseCommand } from '@galley/shared/wire/commands.ts';
import { type Event, eventSchema } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import { type MailConfig, openMailer } from './mailer.ts';
import { mailGuest } from './mail-guest.ts';
import { keepRecipients } from './recipients.ts';
import { sendReceipt } from './send-receipt.ts';
import { startSending } from './sending.ts';
import { noteShift, writeDueSummaries } from './summaries.ts';

const eventTypes = ['shiftOpened', 'shiftClosed', 'summaryRecipientsSet', 'guestMailAsked'] as const;
type MailEvent = Extract<Event, { type: (typeof eventTypes)[number] }>;
type MailMessage = CommandOf<'sendReceipt'> | MailEvent;

/** Writes mails in the transaction of what asks for them, and sends them when the mail server takes them. */
export async function startNotifications(
  context: WorkerContext,
  config: MailConfig & { readonly GALLEY_URL?: string | undefined },
): Promise<Subscription> {
  const worker = await startWorker<MailMessage, PoolClient>(
    {
      name: 'notifications',
      parse: parseMessage,
      placeOf: () => null,
      // Guests ask seldom: one after the other, each on the database itself.
      open: (tx) => Promise.resolve(tx),
      async apply(tx, message): Promise<Answer> {
        switch (message.type) {
          case 'sendReceipt':
            return sendReceipt(tx, message, config.GALLEY_URL);
          case 'guestMailAsked':
            return mailGuest(tx, message, config.GALLEY_URL);
          case 'summaryRecipientsSet':
            await keepRecipients(tx, message);
            return { event: 'noted', data: { kind: message.type }, flags: [] };
          case 'shiftOpened':
          case 'shiftClosed':
            await noteShift(tx, message);
            return { event: 'noted', data: { kind: message.type }, flags: [] };
        }
      },
      save: () => Promise.resolve(),
    },
    context,
  );
  const sending = startSending(context, openMailer(config), () => writeDueSummaries(context.pool));
  return {
    async stop() {
      await sending.stop();
      await worker.stop();
    },
  };
}

/** A command of the log, or an event: those carry the worker that says it. */
function parseMessage(payload: string): MailMessage {
  const event = eventSchema.safeParse(JSON.parse(payload));
  if (!event.success) return parseCommand('notifications', payload);
  const { data } = event;
  if (isMailEvent(data)) return data;
  throw new Error(`the notifications worker does not know the event ${data.type}`);
}

function isMailEvent(event: Event): event is MailEvent {
  return eventTypes.some((type) => type === event.type);
}
