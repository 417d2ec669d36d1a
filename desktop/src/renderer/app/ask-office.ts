import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { problemSchema } from '@galley/shared/wire/session.ts';
import type { z } from 'zod';

/** Asks the server with the office's session cookie. What it refuses, and that it does not answer, comes back in words. */
export async function askOffice<S extends z.ZodType>(
  method: 'GET' | 'POST',
  path: string,
  schema: S,
  body?: unknown,
): Promise<Result<z.infer<S>>> {
  let answer: unknown;
  try {
    const response = await fetch(path, {
      method,
      ...(method === 'GET'
        ? {}
        : { body: JSON.stringify(body ?? {}), headers: { 'content-type': 'application/json' } }),
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(15_000),
    });
    answer = response.status === 204 ? null : await response.json();
  } catch {
    // No answer, or one that is not ours: a captive portal answers anything.
    return refuse('offline', 'The server does not answer.');
  }
  const wanted = schema.safeParse(answer);
  if (wanted.success) return ok(wanted.data);
  const problem = problemSchema.safeParse(answer);
  return problem.success
    ? refuse(problem.data.code, problem.data.detail)
    : refuse('offline', 'The server does not answer.');
}
