import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  begun, type Saga, type SagaAsk, type SagaInput, sagaInputs, stepSaga, unanswered,
} from '../../src/domain/online-saga.ts'; // prettier-ignore

const asked: Saga = begun.saga;
const charging: Saga = { status: 'PENDING', stock: 'held', payment: 'asked' };
const paid: Saga = { status: 'PAID', stock: 'sold', payment: 'paid' };
const delivered: Saga = { ...paid, status: 'DELIVERED' };
const soldOut: Saga = { status: 'CANCELLED', stock: 'refused', payment: 'none', cancelled: 'soldOut' };
const declined: Saga = {
  status: 'CANCELLED',
  stock: 'releasing',
  payment: 'declined',
  cancelled: 'declined',
};
const lateStock: Saga = { status: 'CANCELLED', stock: 'releasing', payment: 'none', cancelled: 'timedOut' };
const lateMoney: Saga = { status: 'CANCELLED', stock: 'releasing', payment: 'ending', cancelled: 'timedOut' };
const refused: Saga = { status: 'CANCELLED', stock: 'sold', payment: 'refunding', cancelled: 'refused' };

/** Every state there is -> what moves it, to where, and what is asked. Whatever is not here changes nothing. */
const table: readonly (readonly [Saga, SagaInput, Partial<Saga>, readonly SagaAsk[]])[] = [
  [asked, 'stockReserved', charging, ['takePayment']],
  [asked, 'stockRefused', soldOut, []],
  [asked, 'timedOut', lateStock, ['releaseStock']],
  [charging, 'paymentTaken', paid, ['book']],
  [charging, 'paymentDeclined', declined, ['releaseStock']],
  [charging, 'timedOut', lateMoney, ['releaseStock', 'endPayment']],
  [paid, 'delivered', delivered, []],
  [paid, 'refused', refused, ['unbook']],
  [declined, 'stockReleased', { stock: 'released' }, []],
  [declined, 'paymentTaken', { payment: 'refunding' }, ['refundPayment']],
  [lateStock, 'stockReleased', { stock: 'released' }, []],
  [lateMoney, 'stockReleased', { stock: 'released' }, []],
  [lateMoney, 'paymentEnded', { payment: 'ended' }, []],
  [lateMoney, 'paymentTaken', { payment: 'refunding' }, ['refundPayment']],
  [refused, 'paymentRefunded', { payment: 'refunded' }, []],
];
const states = { asked, charging, paid, delivered, soldOut, declined, lateStock, lateMoney, refused };

describe.each(Object.entries(states))('[S14] an online order that is %s', (_name, state) => {
  test.each(sagaInputs)('hears %s', (input) => {
    const row = table.find(([from, heard]) => from === state && heard === input);
    const expected = row ? { saga: { ...state, ...row[2] }, asks: row[3] } : { saga: state, asks: [] };
    expect(stepSaga(state, input)).toEqual(expected);
  });
});

/** The two other services as they promise to be: the same thing asked twice happens once, and is answered again. */
function createServices(stock: { left: number }, wanted: number, dice: () => number) {
  let reservation: 'none' | 'held' | 'refused' | 'released' | 'taken' = 'none';
  let intent: 'none' | 'taken' | 'declined' | 'ended' = 'none';
  let balance = 0;
  let refunded = false;
  return {
    get balance() {
      return balance;
    },
    answer(ask: SagaAsk): SagaInput | null {
      switch (ask) {
        case 'reserveStock':
          if (reservation === 'none') {
            reservation = stock.left >= wanted ? 'held' : 'refused';
            if (reservation === 'held') stock.left -= wanted;
          }
          return reservation === 'held' || reservation === 'taken' ? 'stockReserved' : 'stockRefused';
        case 'releaseStock':
          if (reservation === 'held') stock.left += wanted;
          if (reservation !== 'taken') reservation = 'released';
          return 'stockReleased';
        case 'takePayment':
          if (intent === 'none' && dice() < 0.2) return null; // unknown: it is asked again, and nothing is answered
          if (intent === 'none') {
            intent = dice() < 0.6 ? 'taken' : 'declined';
            if (intent === 'taken') balance += 1;
          }
          return intent === 'taken' ? 'paymentTaken' : 'paymentDeclined';
        case 'endPayment':
          if (intent === 'none') intent = 'ended';
          return intent === 'taken' ? 'paymentTaken' : 'paymentEnded';
        case 'refundPayment':
          if (!refunded && intent === 'taken') balance -= 1;
          refunded = true;
          return 'paymentRefunded';
        case 'book': // the sale takes what was held for its order
          if (reservation === 'held') reservation = 'taken';
          return null;
        case 'unbook':
          if (reservation === 'taken' && !refunded) stock.left += wanted;
          if (!refunded) balance -= 1;
          refunded = true;
          return 'paymentRefunded';
      }
    },
  };
}

test('[S11] [S14] whatever is lost, doubled, late or out of order, an order ends, and money and goods are where they belong', () => {
  const ended = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.noBias(fc.integer({ min: 0, max: 999 }))),
      fc.integer({ min: 0, max: 3 }),
      (rolls, left) => {
        const dice = () => (rolls.next().value ?? 0) / 1000;
        const stock = { left };
        const services = createServices(stock, 2, dice);
        let { saga } = begun;
        // Asks and answers on their way, in any order; the saga's own step is atomic, so a kill loses nothing but these.
        let asks: SagaAsk[] = [...begun.asks];
        let answers: SagaInput[] = [];
        const booked: SagaAsk[] = [];
        const hear = (input: SagaInput) => {
          const before = saga;
          const step = stepSaga(saga, input);
          ({ saga } = step);
          if (before.status !== 'PENDING') expect(saga.status).not.toBe('PENDING');
          if (before.status === 'CANCELLED' || before.status === 'DELIVERED')
            expect(saga.status).toBe(before.status);
          for (const ask of step.asks) {
            if (ask === 'book' || ask === 'unbook') booked.push(ask);
            if (ask === 'book') services.answer(ask); // the sale is in the books at once
            else asks.push(ask);
          }
        };
        const pick = <T>(all: T[]): T | undefined => {
          const index = Math.floor(dice() * all.length);
          const one = all[index];
          if (dice() > 0.25) all.splice(index, 1); // else it comes once more
          return one;
        };
        for (let turn = 0; turn < 60; turn += 1) {
          const roll = dice();
          if (roll < 0.4) {
            const ask = pick(asks);
            const answer = ask && services.answer(ask);
            if (answer) answers.push(answer);
          } else if (roll < 0.8) {
            const answer = pick(answers);
            if (answer) hear(answer);
          } else if (roll < 0.86) {
            asks = []; // a kill, or a broker that forgot: what was on its way is gone
            answers = [];
          } else if (roll < 0.94) asks.push(...unanswered(saga));
          else if (roll < 0.96) hear('timedOut');
          else if (roll < 0.98) hear('refused');
          else hear('delivered');
        }
        // Time goes on: the clock of the saga, and then nothing but its sweeper until all is answered.
        if (saga.status === 'PENDING') hear('timedOut');
        for (let round = 0; unanswered(saga).length > 0 && round < 100; round += 1) {
          for (const ask of unanswered(saga)) {
            const answer = services.answer(ask);
            if (answer) hear(answer);
          }
        }
        expect(unanswered(saga)).toEqual([]);
        const kept = saga.status === 'PAID' || saga.status === 'DELIVERED';
        expect(saga.status).not.toBe('PENDING');
        expect(services.balance).toBe(kept ? 1 : 0);
        expect(stock.left).toBe(kept ? left - 2 : left);
        expect(booked.filter((ask) => ask === 'book').length).toBeLessThanOrEqual(1);
        expect(booked).toEqual(kept ? ['book'] : saga.cancelled === 'refused' ? ['book', 'unbook'] : []);
        const end = `${saga.status} ${saga.cancelled ?? ''} ${saga.payment}`;
        ended.set(end, (ended.get(end) ?? 0) + 1);
      },
    ),
    { numRuns: 1000 },
  );
  // The dice have shown every end that there is.
  expect([...ended.keys()].toSorted()).toEqual([
    'CANCELLED declined declined',
    'CANCELLED refused refunded',
    'CANCELLED soldOut none',
    'CANCELLED timedOut ended',
    'CANCELLED timedOut none',
    'CANCELLED timedOut refunded',
    'DELIVERED  paid',
    'PAID  paid',
  ]);
});
