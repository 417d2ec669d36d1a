import { expect, test } from 'vitest';
import { clearPrintJob } from '../../src/renderer/actions/clear-print-job.ts';
import { divertPrintJob } from '../../src/renderer/actions/divert-print-job.ts';
import { markTicket } from '../../src/renderer/actions/mark-ticket.ts';
import { diagnose } from '../../src/renderer/till/status/diagnose.ts';
import { readPrinters, readUnheardTickets } from '../../src/renderer/till/status/queries.ts';
import { instant } from '@galley/shared/values/time.ts';
import { present, sell, setup, value } from '../world.ts';

test('[P7] a ticket without paper raises an alarm after a while, until a person has seen to it', async () => {
  const till = await setup();
  await sell(till);
  const job = present((await till.db.printJobs.toArray()).find(({ content }) => content.kind === 'ticket'));
  // The alarm asks whether the ticket is of today by this machine's clock.
  await till.db.printJobs.update(job.id, { createdAt: instant(Date.now()) });
  const unheard = (afterMs: number) => readUnheardTickets(till.db, Date.now() + afterMs);
  expect(await unheard(60_000)).toEqual([]);
  expect(await unheard(80_000)).toHaveLength(1);
  await till.db.printJobs.update(job.id, { state: 'unknown' });
  expect(await unheard(0)).toHaveLength(1);
  await till.db.printJobs.update(job.id, { state: 'blocked', handedOver: true });
  const [printer] = await till.db.printers.toArray();
  value(await divertPrintJob(till, { jobId: job.id, printerId: present(printer).id }));
  expect(await unheard(80_000)).toEqual([]);
  await till.db.printJobs.update(job.id, { state: 'expired', handedOver: false });
  value(await clearPrintJob(till, { jobId: job.id, why: 'The kitchen was told' }));
  expect(await unheard(80_000)).toEqual([]);
});

test('[P7] a ticket that somebody has marked on a screen of the kitchen needs no paper to be known', async () => {
  const till = await setup();
  await sell(till);
  const job = present((await till.db.printJobs.toArray()).find(({ content }) => content.kind === 'ticket'));
  await till.db.printJobs.update(job.id, { createdAt: instant(Date.now()), state: 'expired' });
  const [unheard] = await readUnheardTickets(till.db, Date.now());
  const ticketId = present(unheard).id;
  value(await markTicket(till, { ticketId, progress: 'preparing', staffId: null }));
  expect(await readUnheardTickets(till.db, Date.now())).toEqual([]);
  value(await markTicket(till, { ticketId, progress: 'new', staffId: null }));
  expect(await readUnheardTickets(till.db, Date.now())).toEqual([]);
});

test('[P6] the doctor says first what stops a printer, then what is asked, then what may be short', async () => {
  const till = await setup();
  const state = present((await readPrinters(till.db))[0]);
  const fine = { blocked: null, paperLow: false, known: true, paused: null };
  const words = (condition: Partial<typeof fine> | { blocked: string } | { paused: string }) =>
    diagnose(state, { ...fine, ...condition });
  expect(words({})).toMatchObject({ tone: 'good', name: 'Ready' });
  expect(words({ paperLow: true })).toMatchObject({ tone: 'wait', name: 'Little paper left' });
  expect(words({ blocked: 'The cover is open. Close it.' })).toMatchObject({ tone: 'loss' });
  expect(words({ paused: 'Rahim has paused this printer.' })).toMatchObject({ name: 'Paused' });
  expect(words({ known: false })).toMatchObject({ name: 'Connected' });
  expect(diagnose({ ...state, paperLow: true }, null)).toMatchObject({ name: 'Little paper left' });
});
