import { z } from 'zod';
import { createDice, type Dice } from './dice.ts';
import { weathers } from './transport.ts';

const till = z.int().min(0);
/** Chooses among what there is at that moment, so that a script stays sensible when steps are taken out of it. */
const pick = z.int().min(0);

/** One thing that people or the world do. */
export const stepSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('openShift'), till }),
  z.object({ do: z.literal('sell'), till, pick }),
  z.object({ do: z.literal('serve'), till, pick }),
  z.object({ do: z.literal('refund'), till, pick }),
  z.object({ do: z.literal('moveLines'), till, pick }),
  z.object({ do: z.literal('moveCash'), till, pick }),
  z.object({ do: z.literal('endShift'), till, pick }),
  z.object({ do: z.literal('settleTwice'), till, pick }),
  z.object({ do: z.literal('twoWindows'), till, pick }),
  z.object({ do: z.literal('restock'), pick }),
  z.object({ do: z.literal('poison'), till }),
  z.object({ do: z.literal('rest'), ms: z.int() }),
  z.object({ do: z.literal('weather'), till, weather: z.enum(weathers) }),
  z.object({ do: z.literal('crash'), till, pick }),
  z.object({ do: z.literal('reopen'), till }),
  z.object({ do: z.literal('enrolAgain'), till }),
  z.object({ do: z.literal('copyDisk'), till }),
  z.object({ do: z.literal('putBackDisk'), till }),
  z.object({ do: z.literal('clone'), till }),
  z.object({ do: z.literal('setClock'), till, hours: z.number() }),
  z.object({ do: z.literal('restartServer') }),
  z.object({ do: z.literal('backUpServer') }),
  z.object({ do: z.literal('restoreServer') }),
  z.object({ do: z.literal('cutDatabase'), pick }),
  z.object({ do: z.literal('moody'), on: z.boolean() }),
  z.object({ do: z.literal('brokerForgets'), what: z.enum(['suffix', 'sequence', 'consumers']), pick }),
  z.object({ do: z.literal('brokerRepeats') }),
  // Where the server is made of processes:
  z.object({ do: z.literal('killProcess'), pick }),
  z.object({ do: z.literal('freezeProcess'), pick, ms: z.int() }),
  z.object({ do: z.literal('killBroker') }),
  z.object({ do: z.literal('killDatabase') }),
  z.object({ do: z.literal('badWire'), percent: z.int().min(0).max(100) }),
  z.object({ do: z.literal('cutWire') }),
]);
export type Step = z.infer<typeof stepSchema>;

export const scriptSchema = z.object({
  /** What it once showed; for the scripts in `found`. */
  why: z.string().optional(),
  seed: z.int(),
  tills: z.int().min(2),
  /** `processes`: the server as processes of their own, over a real nats-server. */
  bus: z.enum(['model', 'direct', 'nats', 'processes']),
  steps: z.array(stepSchema),
});
export type Script = z.infer<typeof scriptSchema>;

/** Two disasters that one copy of the facts cannot survive together: a disk is lost, or the server's backup is old. */
type Disaster = 'disk' | 'server';

/** A script of about so many sales, with every fault there is in between. */
export function writeScript(options: {
  readonly seed: number;
  readonly tills: number;
  readonly sales: number;
  readonly bus: Script['bus'];
}): Script {
  const { seed, tills, sales, bus } = options;
  const dice = createDice(seed).fork('script');
  const disaster: Disaster = dice.chance(0.5) ? 'disk' : 'server';
  const steps: Step[] = Array.from({ length: tills }, (_, index) => ({ do: 'openShift', till: index }));
  let sold = 0;
  while (sold < sales) {
    const next = dice.chance(0.16) ? faultOf(dice, tills, bus, disaster, sales) : [workOf(dice, tills)];
    for (const step of next) {
      steps.push(step);
      if (step.do === 'sell' || step.do === 'crash') sold += 1;
      if (step.do === 'settleTwice' || step.do === 'twoWindows') sold += 2;
    }
  }
  return { seed, tills, bus, steps };
}

function workOf(dice: Dice, tills: number): Step {
  const step = { till: dice.below(tills), pick: dice.below(10_000) };
  const kind = dice.roll();
  if (kind < 0.48) return { do: 'sell', ...step };
  if (kind < 0.5) return { do: dice.chance(0.6) ? 'moveCash' : 'endShift', ...step };
  if (kind < 0.84) return { do: 'serve', ...step };
  if (kind < 0.87) return { do: 'moveLines', ...step };
  if (kind < 0.93) return { do: 'refund', ...step };
  if (kind < 0.95) return { do: 'settleTwice', ...step };
  if (kind < 0.97) return { do: 'twoWindows', ...step };
  if (kind < 0.98) return { do: 'openShift', till: step.till };
  return { do: 'restock', pick: step.pick };
}

function faultOf(dice: Dice, tills: number, bus: Script['bus'], disaster: Disaster, sales: number): Step[] {
  if (bus === 'processes' && dice.chance(0.5)) return [processFault(dice)];
  const till = dice.below(tills);
  const pick = dice.below(10_000);
  const kind = dice.roll();
  if (kind < 0.4) return [{ do: 'weather', till, weather: dice.pick([...weathers, 'fine', 'fine']) }];
  if (kind < 0.5) return [{ do: 'rest', ms: dice.below(40) }];
  // Every other power cut hits again while the till is still getting up.
  if (kind < 0.62) {
    const crash: Step = { do: 'crash', till, pick };
    return dice.chance(0.5) ? [crash] : [crash, { do: 'crash', till, pick: dice.below(60) }];
  }
  if (kind < 0.66) return [{ do: 'reopen', till }];
  if (kind < 0.7) return [{ do: 'setClock', till, hours: dice.pick([-24, 3 * 365 * 24, 0, 0, 0.2]) }];
  if (kind < 0.72) return [{ do: 'poison', till }];
  if (kind < 0.76) return [{ do: 'cutDatabase', pick }];
  // Costly ones: a few in a run, however long it is.
  if (!dice.chance(Math.min(60 / sales, 1))) return [];
  if (kind < 0.8) return [{ do: 'restartServer' }];
  if (kind < 0.82) return [{ do: 'enrolAgain', till }];
  if (kind < 0.92) return disaster === 'disk' ? diskFault(dice, till) : serverFault(dice);
  return bus === 'model' ? brokerFault(dice, pick) : [];
}

/** As hard as it gets: about every fourth step something dies, stands still or is cut. */
function processFault(dice: Dice): Step {
  const pick = dice.below(10_000);
  const kind = dice.roll();
  if (kind < 0.35) return { do: 'badWire', percent: dice.pick([0, 20, 60]) };
  if (kind < 0.5) return { do: 'cutWire' };
  if (kind < 0.75) return { do: 'killProcess', pick };
  if (kind < 0.85) return { do: 'freezeProcess', pick, ms: dice.below(1500) };
  return { do: dice.pick(['killBroker', 'killDatabase'] as const) };
}

function diskFault(dice: Dice, till: number): Step[] {
  return [{ do: dice.pick(['copyDisk', 'copyDisk', 'putBackDisk', 'clone'] as const), till }];
}

function serverFault(dice: Dice): Step[] {
  return [{ do: dice.chance(0.5) ? 'backUpServer' : 'restoreServer' }];
}

function brokerFault(dice: Dice, pick: number): Step[] {
  const kind = dice.roll();
  if (kind < 0.4) return [{ do: 'moody', on: dice.chance(0.6) }];
  if (kind < 0.6) return [{ do: 'brokerRepeats' }];
  return [{ do: 'brokerForgets', what: dice.pick(['suffix', 'sequence', 'consumers'] as const), pick }];
}
