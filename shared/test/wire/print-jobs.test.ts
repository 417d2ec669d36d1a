import { expect, test } from 'vitest';
import {
  printJobSchema,
  printReportSchema,
  printReportsSchema,
  resolutionSchema,
} from '../../src/wire/print-jobs.ts';
import { branch, noon } from '../making.ts';
import { entityExamples } from './examples.ts';
import { expectShape } from './shapes.ts';

const { address, profile, name } = entityExamples.printer;
const job = { id: 'x', printer: { address, profile, name }, createdAt: noon, timeZone: branch.timeZone };
const report = { id: 'x', state: 'blocked', cause: 'The printer has no paper.', proven: true, at: noon };

test('[P1] a job of each kind carries all that it needs and refuses any other shape', () => {
  const { ticket, sale } = entityExamples;
  expectShape(printJobSchema, { ...job, content: { kind: 'ticket', ticket } }, ['timeZone']);
  expectShape(
    printJobSchema,
    { ...job, content: { kind: 'receipt', sale, branch, till: 'Counter', copy: true } },
    ['timeZone', 'copy'],
  );
  expectShape(printJobSchema, { ...job, content: { kind: 'drawer' } }, ['timeZone']);
  expect(printJobSchema.safeParse({ ...job, content: { kind: 'poem' } }).success).toBe(false);
  expect(printJobSchema.safeParse({ ...job, id: '', content: { kind: 'drawer' } }).success).toBe(false);
});

test.each([
  ['tcp://192.168.1.50:9100', true], ['tcp://printer.local:9100', true], ['usb:0', false], ['tcp://192.168.1.50', false],
  ['http://192.168.1.50:9100', false], ['tcp://a b:9100', false],
])('[P12] "%s" is a printer address: %s', (text, valid) => {
  const content = { kind: 'drawer' };
  const printer = { ...job.printer, address: text };
  expect(printJobSchema.safeParse({ ...job, content, printer }).success).toBe(valid);
}); // prettier-ignore

test('[P4] a report and a resolution keep their shapes; a state that is none is refused', () => {
  expectShape(printReportSchema, report);
  expectShape(printReportsSchema, { epoch: 'a', position: 3, reports: [{ ...report, cause: null }] });
  expect(printReportSchema.safeParse({ ...report, state: 'retrying' }).success).toBe(false);
  for (const answer of ['printed', 'again']) expectShape(resolutionSchema, { answer });
  expect(resolutionSchema.safeParse({ answer: 'forget' }).success).toBe(false);
});
