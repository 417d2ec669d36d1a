import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Problem } from '@galley/shared/wire/session.ts';
import { HttpRefusal, problemOf } from './problem.ts';

/** The one place where a failed request becomes an answer. What we did not foresee is logged whole and told in words. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.headersSent) {
      log.error({ err: error, method: request.method, path: request.path }, 'answer broken off');
      response.destroy(); // whoever reads it sees that it is not whole
    } else if (error instanceof HttpRefusal) {
      if (error.retryAfterSeconds !== null) response.set('Retry-After', String(error.retryAfterSeconds));
      answerProblem(response, error.problem);
    } else if (statusOf(error) === 413) {
      answerProblem(
        response,
        problemOf('tooLarge', 'The body is larger than 1 MiB. Send fewer records at once.'),
      );
    } else if (statusOf(error) === 400) {
      answerProblem(
        response,
        problemOf('badRequest', 'The body could not be read: it was cut off or wrongly packed.'),
      );
    } else {
      log.error({ err: error, method: request.method, path: request.path }, 'request failed');
      response.set('Retry-After', '2');
      answerProblem(
        response,
        problemOf('internal', 'The server could not do this now. Nothing is lost; try again.'),
      );
    }
  };
}

function answerProblem(response: Response, problem: Problem): void {
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** The status that express's body reader gives its own errors. */
function statusOf(error: unknown): number | null {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : null;
}
