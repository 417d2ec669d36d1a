import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { problem, type Problem } from './problem.ts';

/** The longest receipt is some 50 kB of JSON. */
const maxBytes = 1_000_000;

/** Reads a JSON body against its schema, or says what is wrong with it. */
export async function readBody<T extends z.ZodType>(
  request: IncomingMessage,
  schema: T,
): Promise<{ readonly value: z.infer<T> } | Problem> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > maxBytes)
      return problem(413, 'Too large', 'tooLarge', 'A print job is at most one megabyte.');
    parts.push(bytes);
  }
  // Nothing at all says as much as an object without keys.
  const json = length === 0 ? {} : parseJson(Buffer.concat(parts).toString('utf8'));
  if (json === undefined) return problem(400, 'Malformed', 'notJson', 'The body is not JSON.');
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const first = parsed.error.issues[0];
  const where = first?.path.join('.') ?? '';
  return problem(
    400,
    'Malformed',
    'malformed',
    `${where ? `${where}: ` : ''}${first?.message ?? 'The body is malformed.'}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the caller tells the client
  }
}
