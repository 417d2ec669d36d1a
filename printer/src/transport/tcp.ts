import { connect, type Socket } from 'node:net';
import { type Connection, type FaultCode, TransportFault } from './transport.ts';

/** Port 9100 and its like: raw bytes over TCP. Address: `tcp://host:port`. */
export async function openTcp(address: string, timeoutMs: number): Promise<Connection> {
  const { hostname, port } = new URL(address);
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 9100),
    noDelay: true,
  });
  await connected(socket, timeoutMs);
  return connectionOf(socket);
}

function connected(socket: Socket, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new TransportFault('timeout', 'The printer does not answer. Is it on, and on the network?'));
    }, timeoutMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve();
    });
    socket.once('error', (cause) => {
      clearTimeout(timer);
      reject(faultOf(cause));
    });
  });
}

function connectionOf(socket: Socket): Connection {
  let failure: Error | undefined;
  const closed = new Promise<void>((resolve) => {
    socket.on('error', (cause) => (failure = cause));
    socket.on('close', () => resolve());
  });
  return {
    closed,
    listen: (listener) => void socket.on('data', listener),
    write: (bytes) =>
      new Promise((resolve, reject) => {
        const lost = (): void =>
          reject(new TransportFault('lost', 'The connection to the printer broke.', { cause: failure }));
        if (socket.destroyed) return lost();
        void closed.then(lost);
        socket.write(bytes, (error) => (error ? lost() : resolve()));
      }),
    close: async (graceMs) => {
      // FIN first: destroying the socket would throw away what the printer has not taken yet.
      socket.end();
      const timer = setTimeout(() => socket.destroy(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

const words: Readonly<Record<string, readonly [FaultCode, string]>> = {
  ECONNREFUSED: ['refused', 'The printer refuses the connection. Is it on, and is the address right?'],
  ETIMEDOUT: ['timeout', 'The printer does not answer. Is it on, and on the network?'],
  EHOSTUNREACH: ['unreachable', 'The printer cannot be reached. Check its cable and its address.'],
  ENETUNREACH: ['unreachable', 'There is no network. Check the cable or the Wi-Fi of this till.'],
  ENOTFOUND: ['unreachable', 'Nothing on the network has the name of this printer.'],
};

function faultOf(cause: Error & { readonly code?: string }): TransportFault {
  const [code, message] = words[cause.code ?? ''] ?? ['unreachable', 'The printer cannot be reached.'];
  return new TransportFault(code, message, { cause });
}
