import type { Refusal, Result } from '@galley/shared/values/result.ts';
import { useCallback, useState } from 'react';

type Attempt = <T>(action: Promise<Result<T>>, done?: (value: T) => void) => void;

/**
 * Runs an action for a tap. A refusal comes back to be shown in words beside where it happened and is forgotten with
 * the next attempt; a fault (a full disk, a closed database) goes up to the error boundary.
 */
export function useAttempt(
  /** False where one tap need not wait for the other: it saves drawing the screen twice for each. */
  tellBusy = true,
): {
  readonly attempt: Attempt;
  readonly refusal: Refusal | null;
  readonly busy: boolean;
  readonly forget: () => void;
} {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [running, setRunning] = useState(0);
  const [, setFault] = useState<null>(null);
  const attempt = useCallback<Attempt>(
    (action, done) => {
      setRefusal(null);
      if (tellBusy) setRunning((count) => count + 1);
      run().catch((fault: unknown) => {
        // Thrown inside a state update, so that React takes it to the boundary.
        setFault(() => {
          throw fault;
        });
      });

      async function run(): Promise<void> {
        try {
          const result = await action;
          if (result.ok) done?.(result.value);
          else setRefusal(result);
        } finally {
          if (tellBusy) setRunning((count) => count - 1);
        }
      }
    },
    [tellBusy],
  );
  const forget = useCallback(() => setRefusal(null), []);
  return { attempt, refusal, busy: running > 0, forget };
}
