import type { Answer } from '../messaging/answer.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import { adjustStock } from './adjust-stock.ts';
import { startAnswering } from './answer-questions.ts';
import { countStock } from './count-stock.ts';
import { type Message, parseMessage } from './messages.ts';
import { type InventoryBooks, openBooks, saveBooks } from './open-books.ts';
import { receiveGoods } from './receive-goods.ts';
import { receiveTransfer } from './receive-transfer.ts';
import { recordWaste } from './record-waste.ts';
import { releaseStock } from './release-stock.ts';
import { reserveStock } from './reserve-stock.ts';
import { saleCompleted } from './sale-completed.ts';
import { saleRefunded } from './sale-refunded.ts';
import { sendTransfer } from './send-transfer.ts';
import { setItems } from './set-items.ts';

/** Keeps the stock: reacts to what was sold and brought back, and takes what people and services say and ask. */
export async function startInventory(context: WorkerContext): Promise<Subscription> {
  const worker = await startWorker<Message, InventoryBooks>(
    {
      name: 'inventory',
      parse: parseMessage,
      placeOf: () => null,
      open: openBooks,
      apply,
      save: saveBooks,
    },
    context,
  );
  const answering = startAnswering(context);
  return {
    async stop() {
      await answering.stop();
      await worker.stop();
    },
  };
}

function apply(books: InventoryBooks, message: Message): Answer {
  switch (message.type) {
    case 'saleCompleted':
      return saleCompleted(books, message);
    case 'saleRefunded':
      return saleRefunded(books, message);
    case 'receiveGoods':
      return receiveGoods(books, message);
    case 'recordWaste':
      return recordWaste(books, message);
    case 'adjustStock':
      return adjustStock(books, message);
    case 'countStock':
      return countStock(books, message);
    case 'sendTransfer':
      return sendTransfer(books, message);
    case 'receiveTransfer':
      return receiveTransfer(books, message);
    case 'setItems':
      return setItems(books, message);
    case 'reserveStock':
      return reserveStock(books, message);
    case 'releaseStock':
      return releaseStock(books, message);
  }
}
