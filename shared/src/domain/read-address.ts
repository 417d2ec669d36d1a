import { printerAddressSchema } from './branch.ts';

/** The address of a printer as people type it: `192.168.1.50` is port 9100 there. Null: it names no printer. */
export function readAddress(text: string): string | null {
  const typed = text.trim();
  const isHost = /^[A-Za-z0-9.-]+$/.test(typed);
  const isHostAndPort = /^[A-Za-z0-9.-]+:\d{1,5}$/.test(typed);
  const address = isHost ? `tcp://${typed}:9100` : isHostAndPort ? `tcp://${typed}` : typed;
  return printerAddressSchema.safeParse(address).data ?? null;
}
