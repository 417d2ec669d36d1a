import { hintSchema } from '@galley/shared/wire/changes.ts';
import type { Client } from './client.ts';
import { Offline } from './faults.ts';

/** Twice the server's heartbeat and a little: a stream that is silent for longer is dead, whatever it says [S22]. */
const stallMs = 45_000;

/** Listens until the stream ends, as every stream does. A hint carries nothing: it only says "pull now" [S22]. */
export async function listen(client: Client, signal: AbortSignal, hinted: () => void): Promise<void> {
  let rest = '';
  for await (const piece of client.stream('/sync/live', { stallMs, signal })) {
    const events = (rest + piece).replaceAll('\r\n', '\n').split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) if (isHint(event)) hinted();
  }
}

function isHint(event: string): boolean {
  const lines = event.split('\n');
  if (!lines.some((line) => /^event: ?hint$/.test(line))) return false;
  const text = lines
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length))
    .join('\n');
  try {
    return hintSchema.safeParse(JSON.parse(text)).success;
  } catch (cause) {
    throw new Offline('Something that is not our server answered.', null, { cause });
  }
}
