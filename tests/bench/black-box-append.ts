// Dexie looks for IndexedDB when it is loaded, so this comes first.
import 'fake-indexeddb/auto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '@galley/shared/values/must.ts';
import { createBlackBoxFiles } from '@galley/desktop/main/black-box.ts';
import { encodeEntries, encodeSegment } from '@galley/desktop/renderer/black-box/format.ts';
import { readMeta } from '@galley/desktop/renderer/db/database.ts';
import { makeTemporaryFolder } from '../../server/test/cluster.ts';
import { startTill } from '../contract/till.ts';
import { report } from './support-report.ts';
import { startBenchServer } from './support-server.ts';

/** A sale of three lines becomes a line of the black box: hashed, chained, written and on disk ('blackbox.append'). */
const samples = 400;

const folder = makeTemporaryFolder('galley-bench-box-');
const bench = await startBenchServer();
try {
  const till = await startTill(() => bench.url, must(bench.codes[0], 'the demo has two tills'));
  await till.openShift();
  await till.sell('Beef kala bhuna', 'Plain naan', 'Plain naan');
  const rows = (await till.outbox()).filter((row) => row.name === 'completeSale');
  const place = {
    identity: must(await readMeta(till.db, 'identity'), 'it is enrolled'),
    counters: must(await readMeta(till.db, 'counters'), 'it has sold'),
  };
  const files = createBlackBoxFiles(join(folder, 'box'));
  const times: number[] = [];
  let { text, end } = encodeSegment(place, []);
  await files.replaceBlackBox({ text });
  for (let sample = 0; sample < samples; sample += 1) {
    const begun = performance.now();
    ({ text, end } = encodeEntries(end, place, rows));
    await files.appendBlackBox({ text });
    times.push(performance.now() - begun);
  }
  report('blackbox.append', times, 'ms');
  await till.stop();
} finally {
  await bench[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
}
