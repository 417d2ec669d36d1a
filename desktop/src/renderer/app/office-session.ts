import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { problemSchema, type Session, sessionSchema } from '@galley/shared/wire/session.ts';

/** Who is signed in at this browser. The session is a cookie that scripts cannot read, so the server has to say. */
export async function readSession(): Promise<Result<Session>> {
  return ask('GET', '/office/session');
}

export async function signInToOffice(name: string, password: string): Promise<Result<Session>> {
  return ask('POST', '/office/sign-in', { name, password });
}

export async function signOutOfOffice(): Promise<void> {
  await fetch('/office/sign-out', { method: 'POST' });
}

async function ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Result<Session>> {
  let answer: unknown;
  try {
    const response = await fetch(path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(15_000),
    });
    answer = await response.json();
  } catch {
    // No answer, or one that is not ours: a captive portal answers anything.
    return refuse('offline', 'The server does not answer.');
  }
  const session = sessionSchema.safeParse(answer);
  if (session.success) return ok(session.data);
  const problem = problemSchema.safeParse(answer);
  return problem.success
    ? refuse(problem.data.code, problem.data.detail)
    : refuse('offline', 'The server does not answer.');
}
