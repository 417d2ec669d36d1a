import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { usersSchema } from '../messaging/open-buses.ts';
import { natsUsers } from '../messaging/permissions.ts';
import { services } from '../messaging/streams.ts';
import { isPortFree } from './ports.ts';

/** Where the private NATS server keeps its streams, configuration, passwords and log. */
export type NatsHome = {
  readonly folder: string;
  readonly config: string;
  readonly pidFile: string;
  readonly log: string;
  /** Of the user `galley`, who may do everything: for people with tools. */
  readonly password: string;
  /** A file with the passwords of the services' users. */
  readonly users: string;
};

/** Any port: the server picks one that nobody uses. */
export const anyPort = -1;

/** Opens the server's home below the data folder, making it at the first start. */
export function openNatsHome(dataDir: string): NatsHome {
  mkdirSync(join(dataDir, 'nats'), { recursive: true, mode: 0o700 });
  const folder = realpathSync(join(dataDir, 'nats'));
  const secret = join(folder, 'password');
  if (!existsSync(secret)) writeFileSync(secret, newPassword(), { mode: 0o600 });
  const users = join(folder, 'users.json');
  const known = existsSync(users) ? knownUsersSchema.parse(JSON.parse(readFileSync(users, 'utf8'))) : {};
  const all = Object.fromEntries(services.map((service) => [service, known[service] ?? newPassword()]));
  writeFileSync(users, JSON.stringify(all), { mode: 0o600 });
  const log = join(folder, 'server.log');
  if (existsSync(log) && statSync(log).size > 5_000_000) renameSync(log, `${log}.1`);
  return {
    folder,
    config: join(folder, 'server.conf'),
    pidFile: join(folder, 'pid'),
    log,
    password: readFileSync(secret, 'utf8').trim(),
    users,
  };
}

/** Of a version that had fewer services, perhaps. */
const knownUsersSchema = z.partialRecord(z.enum(services), z.string());

export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** The port of last time, or the wanted one at the first start, if it is free; else any. */
export async function chooseNatsPort(home: NatsHome, wanted: number): Promise<number> {
  const path = join(home.folder, 'port');
  const port = existsSync(path) ? Number(readFileSync(path, 'utf8')) : wanted;
  return port !== anyPort && (await isPortFree(port)) ? port : anyPort;
}

/** Keeps the port for the next start. */
export function rememberNatsPort(home: NatsHome, port: number): void {
  writeFileSync(join(home.folder, 'port'), `${port}\n`);
}

/** Writes the server's configuration. NATS 2.9 knows all of it, and does not start on a name that it does not know. */
export function writeNatsConfig(home: NatsHome, port: number, canSyncAlways: boolean): void {
  // From 2.10 on a message can be on the disk before it is acknowledged; 2.9 leaves that to the system.
  const interval = process.env['NATS_SYNC_INTERVAL'] ?? 'always';
  const sync = canSyncAlways ? `, sync_interval: ${interval}` : '';
  const passwords = usersSchema.parse(JSON.parse(readFileSync(home.users, 'utf8')));
  const namespace = process.env['NATS_NAMESPACE'] ?? 'galley';
  const config = `listen: ${JSON.stringify(`127.0.0.1:${port}`)}
server_name: galley
ports_file_dir: ${JSON.stringify(home.folder)}
authorization { users: [
{ user: galley, password: ${JSON.stringify(home.password)} }
${natsUsers(namespace, (service) => passwords[service])}
] }
jetstream { store_dir: ${JSON.stringify(join(home.folder, 'store'))}${sync} }
`;
  writeFileSync(home.config, config, { mode: 0o600 });
}
