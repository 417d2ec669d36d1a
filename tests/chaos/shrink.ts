import type { Outcome } from './run.ts';
import type { Script, Step } from './script.ts';

type Broken = { readonly script: Script; readonly outcome: Outcome };

/**
 * Takes steps out as long as the same rule still breaks: large pieces first, then smaller ones, then single steps, until
 * nothing more can go or the time is up.
 */
export async function shrink(
  script: Script,
  outcome: Outcome,
  run: (script: Script) => Promise<Outcome>,
  boundMs: number,
): Promise<Broken> {
  const deadline = Date.now() + boundMs;
  const broken = new Set(outcome.violations.map(({ rule }) => rule));
  let best: Broken = { script, outcome };
  let size = Math.ceil(script.steps.length / 2);
  while (size >= 1 && Date.now() < deadline) {
    const smaller = await withoutOnePiece(size);
    if (smaller) best = smaller;
    else size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return best;

  async function withoutOnePiece(piece: number): Promise<Broken | null> {
    const { steps } = best.script;
    for (let start = 0; start < steps.length && Date.now() < deadline; start += piece) {
      const left = [...steps.slice(0, start), ...steps.slice(start + piece)];
      if (!opensShifts(left)) continue;
      const candidate = { ...best.script, steps: left };
      const again = await run(candidate);
      if (again.violations.some(({ rule }) => broken.has(rule))) return { script: candidate, outcome: again };
    }
    return null;
  }
}

/** Without a shift nothing can be sold, and a run of nothing only costs time. */
function opensShifts(steps: readonly Step[]): boolean {
  return steps.some((step) => step.do === 'openShift');
}
