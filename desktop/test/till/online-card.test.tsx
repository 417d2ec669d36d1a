import type { OnlineOrder } from '@galley/shared/domain/online-order.ts';
import { newId, type OrderId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { instant } from '@galley/shared/values/time.ts';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { OnlineCard } from '../../src/renderer/till/online/online-card.tsx';
import { SessionContext } from '../../src/renderer/till/till-context.ts';
import { branch, rahim, setup } from '../world.ts';

const placedAt = instant(Date.parse('2026-11-21T08:00:00.000Z'));
const order: OnlineOrder = {
  id: newId<OrderId>(uuidv7), number: 'WEB-1', status: 'PAID', type: 'takeaway', lines: [], currency: 'BDT', total: money(100),
  wantedAt: null, placedAt, paidAt: placedAt, readyAt: null, deliveredAt: null, cancelled: null, receiptNumber: 'WEB-000001',
  refund: null, name: 'Rahim', phone: '•••• 3344', note: '', saleId: null,
}; // prettier-ignore

test('whoever brings a delivery sees the whole number to ring; who fetches an order is told apart by its end', async () => {
  const till = await setup();
  const shown = (changes: Partial<OnlineOrder>) =>
    renderToStaticMarkup(
      <SessionContext value={{ till, branch, staff: rahim }}>
        <OnlineCard
          order={{ ...order, ...changes, revision: 1, version: 1 }}
          printsAt={null}
          onMark={() => undefined}
          onRefuse={() => undefined}
        />
      </SessionContext>,
    );
  expect(shown({})).toContain('•••• 3344');
  const brought = shown({ type: 'delivery', address: '12 Mirpur Road', fullPhone: '+880 1711 223344' });
  expect(brought).toContain('+880 1711 223344');
  expect(brought).not.toContain('••••');
});
