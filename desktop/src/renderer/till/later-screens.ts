import { later } from '../ui/later.tsx';

const rest = () => import('./rest.ts');

/** Each screen of the rest, drawn as if it had been there from the start. */
export const CountView = later(async () => (await rest()).CountView);
export const DiscountDialog = later(async () => (await rest()).DiscountDialog);
export const GatewayForm = later(async () => (await rest()).GatewayForm);
export const KeySheet = later(async () => (await rest()).KeySheet);
export const LineActions = later(async () => (await rest()).LineActions);
export const MailDialog = later(async () => (await rest()).MailDialog);
export const OnlineView = later(async () => (await rest()).OnlineView);
export const OrderActions = later(async () => (await rest()).OrderActions);
export const OrdersView = later(async () => (await rest()).OrdersView);
export const OutageDialog = later(async () => (await rest()).OutageDialog);
export const PlaceDialog = later(async () => (await rest()).PlaceDialog);
export const PrintersDialog = later(async () => (await rest()).PrintersDialog);
export const QuantityDialog = later(async () => (await rest()).QuantityDialog);
export const ReceiptsView = later(async () => (await rest()).ReceiptsView);
export const ShiftView = later(async () => (await rest()).ShiftView);
export const SoldOutDialog = later(async () => (await rest()).SoldOutDialog);
export const SplitDialog = later(async () => (await rest()).SplitDialog);
export const TablesView = later(async () => (await rest()).TablesView);
export const TipDialog = later(async () => (await rest()).TipDialog);
export const VoidDialog = later(async () => (await rest()).VoidDialog);
