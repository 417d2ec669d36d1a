import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { decideFile } from './served-file.ts';

/** Answers the requests of our pages with the files of the built app, each under the page's content policy. */
export function createFileServer(
  folder: string,
  contentPolicy: string,
): (request: Pick<Request, 'method' | 'url'>) => Promise<Response> {
  return async (request) => {
    const file = decideFile(request.method, request.url);
    if (!file.ok) return reply(file.code === 'method' ? 405 : 404, 'text/plain', file.message);
    const bytes = await readInside(folder, file.value.path);
    return bytes ? reply(200, file.value.type, bytes) : reply(404, 'text/plain', 'The app has no such file.');
  };

  function reply(status: number, type: string, body: string | Uint8Array<ArrayBuffer>): Response {
    return new Response(body, {
      status,
      headers: {
        'content-type': type,
        'content-security-policy': contentPolicy,
        'x-content-type-options': 'nosniff',
      },
    });
  }
}

/** Null: not there. A link that leads out of the folder counts as not there. */
async function readInside(folder: string, path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const file = await realpath(join(folder, path));
    if (!file.startsWith((await realpath(folder)) + sep)) return null;
    return new Uint8Array(await readFile(file));
  } catch (fault) {
    if (isMissing(fault)) return null;
    throw fault;
  }
}

function isMissing(fault: unknown): boolean {
  const code = fault instanceof Error && 'code' in fault ? fault.code : null;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}
