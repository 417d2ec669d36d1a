import { money } from '@galley/shared/values/money.ts';
import { quantity } from '@galley/shared/values/quantity.ts';
import { describe, expect, test } from 'vitest';
import { agreed } from './agree.ts';
import { openBranch } from './branch.ts';

describe.each(['nats', 'direct'] as const)('over the %s bus', (bus) => {
  test('[S2] [M6] [M7] [M9] a day of options, quantities, notes, taxes and mixed tenders is one truth on every side', async () => {
    await using branch = await openBranch(bus);
    const { first } = branch;
    const table = await first.order({ type: 'dineIn', table: '12', guests: 4 });
    const curry = await first.add(table, 'Chicken tikka masala', { choices: ['Mild', 'No onion'], count: 2 });
    await first.add(table, 'Chicken tikka masala', { choices: ['Mild'], note: 'for the child' });
    await first.add(table, 'Mixed grill platter');
    const rice = await first.add(table, 'Steamed rice', { count: 3 });
    const naan = await first.add(table, 'Plain naan');
    await first.add(table, 'Cake from the shelf');
    await first.changeQuantity(table, rice, quantity(2500));
    await first.changeNote(table, curry, 'no nuts, কম ঝাল');
    await first.remove(table, naan);
    const sale = await first.pay(table, [
      { kind: 'card', amount: money(50_000), reference: 'A-1001' },
      { kind: 'wallet', amount: money(10_050), reference: null },
      { kind: 'cash', amount: money(500_000), reference: null },
    ]);
    expect(sale.taxes.map(({ name, inclusive }) => ({ name, inclusive }))).toEqual([
      { name: 'VAT', inclusive: true },
      { name: 'Service', inclusive: false },
    ]);
    expect([sale.rounding === 0, sale.change > 0]).toEqual([false, true]);
    for (let guest = 0; guest < 5; guest += 1) await first.sell('Borhani', 'Vegetable samosa');

    const books = await agreed(branch);
    expect(books.sales).toHaveLength(6);
    expect(books.tickets.filter((ticket) => ticket.orderId === table.id)).toHaveLength(1);
    // The shift, the table as it was taken, and six sales.
    expect((await first.outbox()).map((row) => row.verdict)).toEqual(Array(8).fill('applied'));
  });
});
