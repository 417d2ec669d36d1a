import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { branchHeader } from '@galley/shared/wire/accounts.ts';
import { problemSchema } from '@galley/shared/wire/session.ts';
import type { z } from 'zod';
import { chosenBranch } from './chosen-branch.ts';
import { askToConfirm } from './confirm-first.ts';

/**
 * Asks the server with the office's session cookie, about the branch in sight. What it refuses, and that it does not
 * answer, comes back in words. Where it wants to know once more who asks, that person is asked first.
 */
export async function askOffice<S extends z.ZodType>(
  method: 'GET' | 'POST',
  path: string,
  schema: S,
  body?: unknown,
): Promise<Result<z.infer<S>>> {
  const answer = await ask(method, path, schema, body);
  if (answer.ok || answer.code !== 'confirmFirst' || !(await askToConfirm())) return answer;
  return ask(method, path, schema, body);
}

async function ask<S extends z.ZodType>(
  method: 'GET' | 'POST',
  path: string,
  schema: S,
  body?: unknown,
): Promise<Result<z.infer<S>>> {
  let answer: unknown;
  try {
    const branch = chosenBranch();
    const response = await fetch(path, {
      method,
      headers: {
        ...(method === 'POST' && { 'content-type': 'application/json' }),
        ...(branch && { [branchHeader]: branch }),
      },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
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
