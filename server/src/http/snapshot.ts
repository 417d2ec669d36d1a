import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { cursorTextSchema, type EntityName, entities } from '@galley/shared/wire/changes.ts';
import { z } from 'zod';
import { readSnapshot, type Wanted } from '../sync/snapshot.ts';
import type { Api } from './app.ts';
import { parseQuery } from './parse.ts';
import { feedReader } from './reader.ts';

const version = z.coerce.number().int().min(0);
const names = Object.keys(entities) as EntityName[]; // the keys of this object are its names
export const snapshotQuery = {
  cursor: cursorTextSchema.optional(),
  floor: version.optional(),
  after: version.optional(),
  entity: z.enum(names).optional(),
} as const;
const wantedSchema = z.object(snapshotQuery).transform(({ cursor, after, floor, entity }): Wanted => {
  const resume = cursor && after !== undefined ? { cursor, after } : null;
  return { resume, floor: floor ?? null, entity: entity ?? null };
});

/**
 * `GET /sync/snapshot`: the branch's state at one version, as gzipped JSON lines; from the start, from where an earlier
 * one was cut off (`?cursor=&floor=&after=`), or one bucket of it (`?entity=&floor=`) [S21] [S23].
 */
export function snapshot(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    const reader = await feedReader(api, request);
    const wanted = parseQuery(wantedSchema, request.query);
    if (wanted.entity !== null) {
      api.log.warn(
        { branchId: reader.branchId, role: reader.role, bucket: wanted.entity },
        'a reader found a bucket different and loads it anew',
      );
    }
    response.set({ 'Content-Type': 'application/x-ndjson', 'Content-Encoding': 'gzip' });
    const lines = Readable.from(readSnapshot(api.db.pool, api.epoch, reader, wanted));
    await pipeline(lines, createGzip({ level: 1 }), response);
  };
}
