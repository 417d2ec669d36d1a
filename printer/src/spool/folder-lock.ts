import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Another process prints from this folder. Two would print every waiting job twice [P1]. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
}

/**
 * Holds a folder until released. The lock is a listening local socket: it ends with its process however that dies,
 * so neither `kill -9` nor a power cut leaves one behind that has to be cleared by hand.
 */
export async function lockFolder(folder: string): Promise<{ readonly release: () => Promise<void> }> {
  const path = socketPath(resolve(folder));
  const server = (await listen(path)) ?? (await listenAfterDead(path));
  if (!server) throw new FolderInUse(`Another print agent or till already prints from ${resolve(folder)}.`);
  server.unref();
  return { release: () => new Promise((done) => server.close(() => done())) };
}

function socketPath(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\galley-print-${name}`;
  // A socket's name may have about a hundred bytes.
  const inside = join(folder, 'in-use.sock');
  return Buffer.byteLength(inside) < 100 ? inside : join(tmpdir(), `galley-print-${name}.sock`);
}

/** Null when the name is taken. */
function listen(path: string): Promise<Server | null> {
  return new Promise((settle, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (cause: NodeJS.ErrnoException) =>
      cause.code === 'EADDRINUSE' ? settle(null) : reject(cause),
    );
    server.listen(path, () => settle(server));
  });
}

async function listenAfterDead(path: string): Promise<Server | null> {
  if (await answers(path)) return null;
  await rm(path, { force: true });
  return listen(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      settle(true);
    });
    socket.once('error', () => settle(false));
  });
}
