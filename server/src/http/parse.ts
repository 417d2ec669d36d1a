import { hasCardNumber } from '@galley/shared/values/card-number.ts';
import { z } from 'zod';
import { HttpRefusal } from './problem.ts';

/** Parses a JSON body, or refuses with what is wrong and where. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  return parseQuery(schema, typeof body === 'string' ? readJson(body) : undefined);
}

/** What people type in their own words, by the name of its field. Barcodes, pictures and passwords are none of it. */
const typed = new Set(['note', 'reason', 'supplier', 'name', 'address']);

/** The same for a body in which people write: nobody's card number is written down. */
export function parseWritten<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = parseBody(schema, body);
  JSON.stringify(parsed, (field, value: unknown) => {
    if (typed.has(field) && typeof value === 'string' && hasCardNumber(value))
      throw new HttpRefusal('badRequest', `${field}: a card number is never written down here`);
    return value;
  });
  return parsed;
}

/** Parses a value of the address, or refuses with what is wrong. */
export function parseQuery<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new HttpRefusal('badRequest', z.prettifyError(parsed.error));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpRefusal(
      'badRequest',
      `The body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
}
