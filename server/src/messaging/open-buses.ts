import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Bus } from './bus.ts';
import { createDirectBus } from './direct.ts';
import { connectNats } from './nats.ts';
import { type Service, services } from './streams.ts';

export type BusOptions = {
  readonly NATS_URL?: string | undefined;
  readonly NATS_USERS?: string | undefined;
  readonly NATS_NAMESPACE: string;
  readonly NATS_REPLICAS: number;
};

/** The passwords of the services' users: service -> password. */
export const usersSchema = z.record(z.enum(services), z.string());

/** The bus of each service of a process. */
export type Buses = { readonly of: (service: Service) => Bus; close(): Promise<void> };

/**
 * Without a broker they share the direct bus. Where the file of users is given, each service connects as its own user and
 * may do no more than that one, even in one process; else all share the connection of `NATS_URL`.
 */
export async function openBuses(
  options: BusOptions,
  wanted: readonly Service[],
  forgotten: () => void,
): Promise<Buses> {
  const { NATS_URL: url, NATS_USERS: users, NATS_NAMESPACE: namespace, NATS_REPLICAS: replicas } = options;
  const connectAs = (address: string) => connectNats({ url: address, namespace, replicas, forgotten });
  if (url === undefined) return shared(createDirectBus());
  if (users === undefined) return shared(await connectAs(url));
  const passwords = usersSchema.parse(JSON.parse(readFileSync(users, 'utf8')));
  const buses = new Map<Service, Bus>();
  // In the order of `services`: sync makes the streams that the others wait for.
  for (const service of services.filter((each) => wanted.includes(each))) {
    const address = Object.assign(new URL(url), { username: service, password: passwords[service] });
    buses.set(service, await connectAs(address.href));
  }
  return {
    of(service) {
      const bus = buses.get(service);
      if (!bus) throw new Error(`this process has no connection for ${service}`);
      return bus;
    },
    async close() {
      await Promise.all([...buses.values()].map((bus) => bus.close()));
    },
  };
}

export function shared(bus: Bus): Buses {
  return { of: () => bus, close: () => bus.close() };
}
