// All that a till does not need for its first sale, in one file that is fetched behind the first load (later-screens.ts).
import { translateCauses } from '../ui/messages/cause-words.ts';
import { inBangla } from '../ui/messages/causes-bn.ts';
import { locale } from '../ui/messages/locale.ts';

if (locale === 'bn') translateCauses(inBangla);

export { CountView } from './count/count-view.tsx';
export { DiscountDialog } from './discount/discount-dialog.tsx';
export { GatewayForm } from './pay/gateway-form.tsx';
export { KeySheet } from './keys/key-sheet.tsx';
export { LineActions } from './order/line-actions.tsx';
export { MailDialog } from './receipts/mail-dialog.tsx';
export { OnlineView } from './online/online-view.tsx';
export { OrderActions } from './order/order-actions.tsx';
export { OrdersView } from './orders/orders-view.tsx';
export { OutageDialog } from './status/outage-dialog.tsx';
export { PlaceDialog } from './order/place-dialog.tsx';
export { PrintersDialog } from './status/printers-dialog.tsx';
export { QuantityDialog } from './order/quantity-dialog.tsx';
export { ReceiptsView } from './receipts/receipts-view.tsx';
export { ShiftView } from './shift/shift-view.tsx';
export { SoldOutDialog } from './sold-out/sold-out-dialog.tsx';
export { SplitDialog } from './pay/split-dialog.tsx';
export { TablesView } from './tables/tables-view.tsx';
export { TipDialog } from './pay/tip-dialog.tsx';
export { VoidDialog } from './order/void-dialog.tsx';
