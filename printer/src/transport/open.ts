import { openFile } from './file.ts';
import { openTcp } from './tcp.ts';
import { type Connection, TransportFault } from './transport.ts';

/** Opens a printer by the scheme of its address. */
export async function openConnection(address: string, timeoutMs: number): Promise<Connection> {
  if (address.startsWith('tcp://')) return openTcp(address, timeoutMs);
  if (address.startsWith('file://')) return openFile(address);
  throw new TransportFault('badAddress', `No way to reach a printer at ${address}. Use tcp://host:port.`);
}
