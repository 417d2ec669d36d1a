import { networkInterfaces } from 'node:os';
import type { FoundPrinter } from '@galley/shared/wire/print-setup.ts';
import { openConnection } from '../transport/open.ts';
import { TransportFault } from '../transport/transport.ts';
import { askIdentity } from '../setup/identity.ts';
import { type Announced, askMdns } from './mdns.ts';
import { askSnmp } from './snmp.ts';

export type Discovery = {
  readonly announced: () => Promise<readonly Announced[]>;
  /** Hosts to knock at. Only with consent: on other people's networks it looks like an attack. */
  readonly probe: readonly string[];
  readonly port: number;
  readonly snmpPort: number;
  readonly timeoutMs: number;
};

export const usualDiscovery: Discovery = {
  announced: () => askMdns(2_500),
  probe: [],
  port: 9100,
  snmpPort: 161,
  timeoutMs: 1_000,
};

/** Looks for printers on the network of this machine, and for what they are called. Prints nothing. */
export async function discover(setting: Partial<Discovery> = {}): Promise<readonly FoundPrinter[]> {
  const { announced, probe, port, snmpPort, timeoutMs } = { ...usualDiscovery, ...setting };
  const found = new Map<string, FoundPrinter>();
  for (const { host, port: at, name } of await announced()) {
    const address = `tcp://${host}:${at}`;
    found.set(address, { address, name, by: 'mdns' });
  }
  const waiting = probe.map((host) => ({ host, address: `tcp://${host}:${port}` }));
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { host, address } = next;
        if (found.has(address)) continue;
        const identity = await knock(address, timeoutMs);
        if (!identity) continue;
        const name = [identity.maker, identity.model].filter((each) => each !== null).join(' ');
        const bySnmp = name === '' ? await askSnmp(host, timeoutMs, snmpPort) : null;
        found.set(address, {
          address,
          name: name === '' ? bySnmp : name,
          by: name !== '' ? 'escpos' : bySnmp === null ? null : 'snmp',
        });
      }
    }),
  );
  return [...found.values()].toSorted((a, b) => a.address.localeCompare(b.address, 'en', { numeric: true }));
}

async function knock(address: string, timeoutMs: number) {
  try {
    const connection = await openConnection(address, timeoutMs);
    try {
      return await askIdentity(connection, Math.min(timeoutMs, 300));
    } finally {
      await connection.close(100);
    }
  } catch (fault) {
    if (!(fault instanceof TransportFault)) throw fault;
    return null; // nobody there who takes raw jobs
  }
}

/** Every other address of the networks that this machine is on: 254 at most of each, where small shops keep printers. */
export function neighbours(interfaces = networkInterfaces()): readonly string[] {
  const own = Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  return [...new Set(own.map((address) => address.split('.').slice(0, 3).join('.')))].flatMap((network) =>
    Array.from({ length: 254 }, (_, at) => `${network}.${at + 1}`).filter((host) => !own.includes(host)),
  );
}
