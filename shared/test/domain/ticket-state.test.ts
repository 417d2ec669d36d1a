import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laterState, ticketProgress, type TicketState } from '../../src/domain/ticket-state.ts';
import { idOf, noon } from '../making.ts';

const state: fc.Arbitrary<TicketState> = fc.record({
  ticketId: fc.constant(idOf('ticket')),
  orderId: fc.constant(idOf('order')),
  progress: fc.constantFrom(...ticketProgress),
  changes: fc.integer({ min: 1, max: 4 }),
  at: fc.constant(noon),
  by: fc.constantFrom('Kitchen screen', 'Karim'),
});

test('[S15] what screens and tills say of a ticket while apart ends the same, whoever is heard first or twice', () => {
  fc.assert(
    fc.property(state, state, state, (a, b, c) => {
      expect(laterState(a, b)).toEqual(laterState(b, a));
      expect(laterState(laterState(a, b), c)).toEqual(laterState(a, laterState(b, c)));
      expect(laterState(a, a)).toEqual(a);
    }),
  );
});

test('[S15] a recall counts as a change, so a bump that came before it does not bring the ticket back to ready', () => {
  const bumped: TicketState = {
    ticketId: idOf('ticket'), orderId: idOf('order'), progress: 'ready', changes: 1, at: noon, by: 'Kitchen screen',
  }; // prettier-ignore
  const recalled: TicketState = { ...bumped, progress: 'preparing', changes: 2 };
  expect(laterState(bumped, recalled)).toEqual(recalled);
});
