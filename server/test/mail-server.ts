import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a mail server does with the next mail that is brought to it; afterwards it takes mails again. */
export type MailFault = 'later' | 'never' | 'silent' | 'diesAfterData';

export type MailServer = AsyncDisposable & {
  readonly url: string;
  /** Everything that was brought whole, taken or not: headers and body. */
  readonly brought: string[];
  failNext(fault: MailFault): void;
};

/** A real SMTP server that can be told to fail. */
export async function startMailServer(): Promise<MailServer> {
  const brought: string[] = [];
  let fault: MailFault | null = null;
  const take = (): MailFault | null => {
    const now = fault;
    fault = null;
    return now;
  };
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo(_address, _session, callback) {
      const now = fault === 'diesAfterData' ? null : take();
      if (now === 'later') callback(Object.assign(new Error('greylisted'), { responseCode: 450 }));
      else if (now === 'never') callback(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
      else if (now !== 'silent') callback();
    },
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        brought.push(Buffer.concat(chunks).toString());
        if (take() === 'diesAfterData') for (const socket of sockets) socket.destroy();
        else callback();
      });
    },
  });
  server.on('error', () => undefined); // of a connection that a test has cut
  // In front of it, so that connections can be cut without a word.
  const door = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    server.connect(socket);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as AddressInfo; // a TCP server's address is one
  return {
    url: `smtp://127.0.0.1:${port}`,
    brought,
    failNext: (next) => (fault = next),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      door.close();
      await once(door, 'close');
    },
  };
}
