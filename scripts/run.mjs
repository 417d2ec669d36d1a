// node scripts/run.mjs <program.ts> [arguments]: prepares quietly, then runs one program of the project.
import { prepare, runTypeScript } from './prepare.mjs';

const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  console.error('Usage: node scripts/run.mjs <program.ts> [arguments]');
  process.exit(2);
}
try {
  await prepare({ quiet: true });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
// A tool that rings up thousands of sales makes much short-lived garbage: a larger nursery is a seventh faster.
await runTypeScript('--max-semi-space-size=64', program, ...args);
