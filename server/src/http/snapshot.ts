import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { readSnapshot } from '../sync/changes.ts';
import type { Api } from './app.ts';
import { feedReader } from './reader.ts';

/** `GET /sync/snapshot`: the branch's whole state at one version, as gzipped JSON lines [S21]. */
export function snapshot(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    const reader = await feedReader(api.db, request);
    const client = await api.db.pool.connect();
    try {
      response.set({ 'Content-Type': 'application/x-ndjson', 'Content-Encoding': 'gzip' });
      await pipeline(
        Readable.from(readSnapshot(client, api.epoch, reader)),
        createGzip({ level: 1 }),
        response,
      );
    } finally {
      client.release();
    }
  };
}
