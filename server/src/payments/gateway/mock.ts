import { setTimeout as pause } from 'node:timers/promises';
import type { DeclineCode } from '@galley/shared/domain/payment-intent.ts';
import type { Ended, Found, Gateway, Outcome } from './gateway.ts';

/** As long as a near gateway takes. */
const latencyMs = 100;
const kept = 10_000;

/** How a test token's last four digits are answered; all others are approved. */
const declines: Readonly<Record<string, DeclineCode>> = {
  '0000': 'INSUFFICIENT_FUNDS',
  '1111': 'INVALID_CARD',
  '9999': 'GATEWAY_ERROR',
};

/** A gateway for demos and tests: `tok_test_4242` pays, and no money moves. It knows what it did until the process ends. */
export function createMockGateway(): Gateway {
  const intents = new Map<string, Found>();
  const known = (reference: string): Found => intents.get(reference) ?? { state: 'open' };
  function keep<F extends Found>(reference: string, state: F): F {
    intents.set(reference, state);
    const [oldest] = intents.keys();
    if (intents.size > kept && oldest !== undefined) intents.delete(oldest);
    return state;
  }

  return {
    name: 'mock',
    async open({ id }) {
      await pause(latencyMs);
      return { state: 'open', reference: `mock_${id}` };
    },
    async charge(reference, token): Promise<Outcome> {
      await pause(latencyMs);
      const before = known(reference);
      if (before.state === 'authorised') return before;
      if (before.state === 'cancelled') return { state: 'declined', code: 'GATEWAY_ERROR' };
      const last4 = /\d{4}$/.exec(token)?.[0] ?? '';
      const code = declines[last4];
      return keep(
        reference,
        code ? { state: 'declined', code } : { state: 'authorised', card: { brand: 'Test card', last4 } },
      );
    },
    async find(reference) {
      await pause(latencyMs);
      return known(reference);
    },
    async end(reference): Promise<Ended> {
      await pause(latencyMs);
      const before = known(reference);
      return before.state === 'authorised' ? before : keep(reference, { state: 'cancelled' });
    },
    async refund() {
      await pause(latencyMs);
      return { state: 'refunded' };
    },
  };
}
