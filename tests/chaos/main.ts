// npm run chaos -- [--seed N] [--minutes M] [--tills T] [--sales S] [--bus model|direct|nats] [--real] [--script FILE]
// Dexie looks for IndexedDB when it is loaded, so this comes first.
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startCluster } from '../../server/test/cluster.ts';
import { runForReal } from './real/run.ts';
import { report } from './report.ts';
import { run } from './run.ts';
import { type Script, scriptSchema, writeScript } from './script.ts';
import { shrink } from './shrink.ts';

/** Runs seed after seed until the time is up, or the one script; ends with 1 at the first that breaks a rule. */
async function main(): Promise<boolean> {
  const args = readArgs();
  const cluster = await startCluster();
  const runIt = (script: Script) =>
    script.bus === 'processes' ? runForReal(script) : run(script, { clusterUrl: cluster.url });
  try {
    const end = Date.now() + args.minutes * 60_000;
    let seed = args.seed;
    do {
      const script = args.script ?? writeScript({ ...args, seed });
      const outcome = await runIt(script);
      console.log(`seed ${script.seed}: ${outcome.sales} sales, ${outcome.facts} facts, ${script.steps.length} steps, ${outcome.seconds.toFixed(1)} s, ${outcome.violations.length === 0 ? 'held' : 'BROKEN'}`); // prettier-ignore
      if (outcome.violations.length > 0) {
        console.log(report(script, outcome));
        const shrunk = await shrink(script, outcome, runIt, args.shrinkMinutes * 60_000);
        console.log(report(shrunk.script, shrunk.outcome));
        console.log(JSON.stringify(shrunk.script));
        return false;
      }
      seed += 1;
    } while (Date.now() < end && !args.script);
    return true;
  } finally {
    await cluster.stop();
  }
}

function readArgs() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      minutes: { type: 'string', default: '1' },
      tills: { type: 'string', default: '4' },
      sales: { type: 'string', default: '200' },
      bus: { type: 'string', default: 'model' },
      real: { type: 'boolean', default: false },
      script: { type: 'string' },
      'shrink-minutes': { type: 'string', default: '3' },
    },
  });
  const bus = scriptSchema.shape.bus.parse(values.real ? 'processes' : values.bus);
  return {
    seed: Number(values.seed),
    minutes: Number(values.minutes),
    tills: Number(values.tills),
    sales: Number(values.sales),
    shrinkMinutes: Number(values['shrink-minutes']),
    bus,
    script: values.script === undefined ? null : scriptSchema.parse(JSON.parse(readFileSync(values.script, 'utf8'))), // prettier-ignore
  };
}

main().then(
  (held) => process.exit(held ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
