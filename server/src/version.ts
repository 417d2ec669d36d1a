import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { versionSchema } from '@galley/shared/values/version.ts';
import { z } from 'zod';

const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');

/** The version of this server. */
export const serverVersion = z.object({ version: versionSchema }).parse(JSON.parse(text)).version;
