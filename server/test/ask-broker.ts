import { connect, type JetStreamManager } from 'nats';

/** Looks into a broker's streams and consumers, or changes them. */
export async function askBroker<T>(
  nats: { readonly url: string },
  ask: (manager: JetStreamManager) => Promise<T>,
): Promise<T> {
  const { host, username, password } = new URL(nats.url);
  const connection = await connect({ servers: host, user: username, pass: password });
  try {
    return await ask(await connection.jetstreamManager());
  } finally {
    await connection.close();
  }
}
