import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from '@galley/shared/values/must.ts';
import { makeTemporaryFolder } from '../../server/test/cluster.ts';
import { report } from './support-report.ts';

/**
 * A restaurant's past orders through the real till and the real server until the feed has confirmed them all
 * ('replay.salesPerSecond'): the program of `npm run replay` as it is, on a menu and orders made up here, in a fresh
 * data folder each time. The figure is the program's own: from the first tap to the last settlement.
 */
const runs = 3;
const count = Number(process.env['SALES'] ?? 3000);
const root = fileURLToPath(new URL('../..', import.meta.url));

const rates: number[] = [];
for (let run = 0; run < runs; run += 1) rates.push(await replay());
report('replay.salesPerSecond', rates, 'per second');

async function replay(): Promise<number> {
  const folder = makeTemporaryFolder('galley-bench-replay-');
  try {
    const [menu, orders] = [join(folder, 'menu.csv'), join(folder, 'orders.csv')];
    writeFileSync(menu, menuCsv());
    writeFileSync(orders, ordersCsv());
    const said = await program(['--menu', menu, '--orders', orders], join(folder, 'data'));
    const rung = Number(/Rung up now: (\d+)/.exec(said)?.[1]);
    if (rung !== count) throw new Error(`${rung} of ${count} orders were rung up:\n${said}`);
    return Number(must(/(\d+) sales a second/.exec(said)?.[1], `the program tells its rate:\n${said}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Answers what the program prints. */
function program(args: readonly string[], dataDir: string): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'tests/replay/replay.ts'), ...args], {
    cwd: root,
    env: { ...process.env, GALLEY_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(`the replay ended with code ${code}:\n${said}`));
    });
  });
}

/** 32 items in four categories, as a small restaurant has. */
function menuCsv(): string {
  const categories = ['Starters', 'Mains', 'Sides', 'Drinks'];
  const items = Array.from({ length: 32 }, (_, index) => {
    const category = must(categories[index % categories.length], 'the index stays inside');
    return `${101 + index},Dish ${index + 1},${category},${(4 + index * 0.35).toFixed(2)}`;
  });
  return ['menu_item_id,item_name,category,price', ...items].join('\n');
}

/** Two or three dishes an order, a hundred orders a day. */
function ordersCsv(): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(index / 100))).toISOString().slice(0, 10);
    const minute = 660 + Math.floor(((index % 100) * 600) / 100);
    const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;
    return Array.from({ length: 2 + (index % 2) }, (_item, item) => {
      return `${index * 3 + item},${index + 1},${day},${time},${101 + ((index * 7 + item * 5) % 32)}`;
    });
  });
  return ['order_details_id,order_id,order_date,order_time,item_id', ...lines.flat()].join('\n');
}
