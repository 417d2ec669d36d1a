import { openCups } from './cups.ts';
import { openSerial, openUsb } from './device.ts';
import { openEpos } from './epos.ts';
import { openFile } from './file.ts';
import { openTcp } from './tcp.ts';
import { type Connection, type OpenConnection, TransportFault } from './transport.ts';
import { openWindows } from './windows.ts';

/** Every way to a printer, by the scheme of its address. */
const ways: Readonly<Record<string, OpenConnection>> = {
  tcp: openTcp,
  usb: openUsb,
  serial: openSerial,
  epos: openEpos,
  cups: openCups,
  winspool: openWindows,
  file: openFile,
};

/** Opens a printer by the scheme of its address. */
export async function openConnection(address: string, timeoutMs: number): Promise<Connection> {
  const way = ways[address.slice(0, Math.max(0, address.indexOf(':')))];
  if (way) return way(address, timeoutMs);
  throw new TransportFault('badAddress', `No way to reach a printer at ${address}. Use tcp://host:port.`);
}
