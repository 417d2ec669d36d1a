/** Hints under it say that an online order has changed. */
export function onlineTopic(orderId: string): string {
  return `online.${orderId}`;
}
