import { fieldWithCardNumber } from '@galley/shared/values/card-number.ts';
import { z } from 'zod';
import { HttpRefusal } from './problem.ts';

/** Parses a JSON body, or refuses with what is wrong and where. Nobody's card number is written down, whatever the field. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = parseFacts(schema, body);
  const field = fieldWithCardNumber(parsed);
  if (field === null) return parsed;
  throw new HttpRefusal('badRequest', `${field}: a card number is never written down here`);
}

/** The same for what a till tells: it has happened, so it is stored as it is [S1]. The till has refused what must not be in it. */
export function parseFacts<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  return parseQuery(schema, typeof body === 'string' ? readJson(body) : undefined);
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
