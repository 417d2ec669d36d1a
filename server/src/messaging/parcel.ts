import type { JsMsg } from 'nats';
import type { Delivery, OutboundMessage } from './bus.ts';

/** What JSON never holds unescaped, so it parts texts of JSON (RFC 7464). */
const separator = '\u001e';
const most = { messages: 64, bytes: 128 * 1024 } as const;

/**
 * Messages of one subject that leave together travel as one: a broker's work is by message, not by byte. They stay in
 * their order.
 */
export function parcelsOf(messages: readonly OutboundMessage[]): OutboundMessage[] {
  const open = new Map<string, OutboundMessage[]>();
  const full: OutboundMessage[][] = [];
  for (const message of messages) {
    const parcel = open.get(message.subject) ?? [];
    const bytes = parcel.reduce((sum, each) => sum + each.payload.length, message.payload.length);
    const fits = parcel.length < most.messages && bytes <= most.bytes;
    if (fits) parcel.push(message);
    else if (parcel.length > 0) full.push(parcel);
    open.set(message.subject, fits ? parcel : [message]);
  }
  return [...full, ...open.values()].map(seal);
}

/** Named after what is in it: sent again as it was it is a repeat, packed otherwise it is another parcel [S12]. */
function seal(parcel: readonly OutboundMessage[]): OutboundMessage {
  const [first] = parcel;
  return {
    id: `${first?.id ?? ''}+${parcel.length}`,
    subject: first?.subject ?? '',
    payload: parcel.map((message) => message.payload).join(separator),
  };
}

/**
 * A parcel's messages. The broker hears of the parcel as a whole: when the last is done, or at the first that is not; so
 * does `heard`.
 */
export function deliveriesOf(parcel: JsMsg, namespace: string, heard: () => void): Delivery[] {
  const payloads = parcel.string().split(separator);
  let left = payloads.length;
  let comesAgain = false;
  return payloads.map((payload) => ({
    subject: parcel.subject.slice(namespace.length + 1),
    payload,
    redeliveries: parcel.info.redeliveryCount - 1,
    async ack() {
      left -= 1;
      if (left > 0 || comesAgain) return;
      heard();
      await parcel.ackAck();
    },
    retryIn(ms) {
      if (!comesAgain) parcel.nak(ms);
      comesAgain = true;
      heard();
    },
  }));
}
