import { expect, test } from 'vitest';
import { branchSchema } from '@galley/shared/domain/branch.ts';
import type { PrintDocument } from '../src/document/document.ts';
import { drawerDocument } from '../src/document/drawer.ts';
import { kitchenTicketDocument } from '../src/document/kitchen-ticket.ts';
import { labelsFor } from '../src/document/labels.ts';
import { receiptDocument } from '../src/document/receipt.ts';
import { trainingDocument } from '../src/document/training.ts';
import { branch, sale, ticket } from './samples.ts';

const labels = labelsFor('en');

/** What the lines of text on a paper say, from its top to its end. */
function layoutText({ blocks }: PrintDocument): string[] {
  return blocks.flatMap((block) =>
    block.type === 'text' ? block.spans.map(({ text }) => text.trim()).join('') : [],
  );
}

test('[P8] a paper of training says so at both ends, carries nothing to scan and opens no drawer', () => {
  const scanned = branchSchema.parse({ ...branch, receiptLink: 'https://example.test/{id}' });
  const receipt = trainingDocument(receiptDocument(sale, { branch: scanned }), { labels, kitchen: false });
  const words = layoutText(receipt);
  expect(words[0]).toBe('TRAINING - NOT A RECEIPT');
  expect(words.at(-1)).toBe('TRAINING - NOT A RECEIPT');
  expect(receipt.blocks.map(({ type }) => type)).not.toContain('qr');
  expect(receipt.blocks.at(-1)).toEqual({ type: 'cut' });

  const drawer = trainingDocument(drawerDocument(), { labels, kitchen: false });
  expect(drawer.blocks.map(({ type }) => type)).not.toContain('drawer');

  const cooked = trainingDocument(kitchenTicketDocument(ticket, { timeZone: 'Asia/Dhaka', labels }), {
    labels,
    kitchen: true,
  });
  expect(layoutText(cooked)[0]).toBe('TRAINING - DO NOT MAKE');
});
