import { expect, test } from 'vitest';
import type { PrintDocument } from '../src/document/document.ts';
import { billDocument } from '../src/document/bill.ts';
import { cashSlipDocument } from '../src/document/cash-slip.ts';
import { drawerDocument } from '../src/document/drawer.ts';
import { expeditorDocument } from '../src/document/expeditor.ts';
import { kitchenTicketDocument } from '../src/document/kitchen-ticket.ts';
import { labelsFor } from '../src/document/labels.ts';
import { receiptDocument } from '../src/document/receipt.ts';
import { refundDocument } from '../src/document/refund.ts';
import { markReprint } from '../src/document/reprint.ts';
import { xReportDocument, zReportDocument } from '../src/document/shift-report.ts';
import { testPageDocument } from '../src/document/test-page.ts';
import { encoded } from './decode.ts';
import { bill, branch, changeTicket, courseTicket, exchanged, moveTicket, movement, partSale, refund, sale, sending, ticket, voidTicket, xReport, zReport } from './samples.ts'; // prettier-ignore

const latinTicket = { ...ticket, lines: ticket.lines.filter((each) => /^[\x20-\x7e]+$/.test(each.name)) };
const documents: Readonly<Record<string, PrintDocument>> = {
  'kitchen-ticket': kitchenTicketDocument(ticket, branch),
  'kitchen-ticket-bn': kitchenTicketDocument({ ...ticket, round: 1 }, { ...branch, labels: labelsFor('bn') }),
  'kitchen-ticket-course': kitchenTicketDocument(courseTicket, branch),
  'kitchen-ticket-move': kitchenTicketDocument(moveTicket, branch),
  'kitchen-ticket-change': kitchenTicketDocument(changeTicket, branch),
  expeditor: expeditorDocument(sending, branch),
  'kitchen-ticket-void': kitchenTicketDocument(voidTicket, branch),
  receipt: receiptDocument(sale, { branch }),
  'receipt-bn': receiptDocument(sale, { branch: { ...branch, language: 'bn' } }),
  'receipt-copy': receiptDocument(sale, { branch, copy: true }),
  'receipt-part': receiptDocument(partSale, { branch }),
  'receipt-exchange': receiptDocument(exchanged.sale, { branch, exchanged: exchanged.refund }),
  bill: billDocument(bill, branch),
  refund: refundDocument(refund, { branch }),
  reprint: markReprint(kitchenTicketDocument(latinTicket, branch), {
    kind: 'duplicate',
    attempt: 2,
    first: '17:42',
  }),
  drawer: drawerDocument(),
  'z-report': zReportDocument(zReport, { branch, till: 'Till 1' }),
  'x-report': xReportDocument(xReport, { branch, till: 'Till 1' }),
  'x-report-blind': xReportDocument({ ...xReport, expectedCash: null }, { branch, till: 'Till 1' }),
  'cash-slip': cashSlipDocument(movement, { branch, till: 'Till 1' }),
  'test-page': testPageDocument({
    printer: 'Kitchen',
    address: 'tcp://192.168.1.50:9100',
    profile: 'epson-80',
    at: '2026-11-21 17:42',
    sample: 'কাচ্চি বিরিয়ানি',
  }),
};

// Each file shows the paper and then its bytes. A change has to be looked at on the PNG before it is accepted.
for (const [name, document] of Object.entries(documents)) {
  for (const profile of ['epson-80', 'epson-58']) {
    test(`[P10] [P13] ${name} on ${profile} has the same paper and the same bytes as ever`, async () => {
      const { bytes, preview } = encoded(document, profile);
      await expect(`${preview}\n${hexOf(bytes)}`).toMatchFileSnapshot(`golden/${name}.${profile}.txt`);
    });
  }
}

test('[P10] on a ribbon of two colours what must not be missed is red, and the rest is black', async () => {
  const { bytes, preview } = encoded(
    kitchenTicketDocument({ ...voidTicket, lines: latinTicket.lines }, branch),
    'tm-u220',
  );
  await expect(`${preview}\n${hexOf(bytes)}`).toMatchFileSnapshot('golden/kitchen-ticket-void.tm-u220.txt');
  const parts = Buffer.from(bytes).toString('latin1').split('\x1br\x01').slice(1);
  const red = parts.map((part) => part.split('\x1br\x00')[0]).join();
  for (const word of ['CANCELLED', 'allergic', 'plating']) expect(red).toContain(word);
  for (const word of ['Grill', 'tikka', 'Rahim']) expect(red).not.toContain(word);
});

function hexOf(bytes: Uint8Array): string {
  return `${Buffer.from(bytes).toString('hex').replace(/.{64}/g, '$&\n')}\n`;
}
