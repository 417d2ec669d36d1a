import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { attach } from './attach.ts';
import { LocalServiceFault } from './fault.ts';
import { isErrno } from './process-identity.ts';

const usage = `Usage: npm run import-menu -- <menu.csv> [--branch NAME] [--currency CODE]

The file needs a header line with the columns sku (or menu_item_id), name (or item_name), category and price; barcode,
station, taxes, options and all others that the office exports may follow (docs/operations.md). --currency makes the branch if it does not exist.`;

/** `npm run import-menu`: a menu from a CSV file into a branch. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { branch: { type: 'string' }, currency: { type: 'string' } },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new LocalServiceFault(usage);
  const csv = readMenuFile(file);
  const galley = await attach();
  try {
    const branch = await galley.branch(
      values.branch ?? null,
      values.currency === undefined ? null : { currency: values.currency },
    );
    const report = await galley.importMenu(branch, csv);
    for (const problem of report.problems) console.log(`Left out, line ${problem.line}: ${problem.message}`);
    console.log(
      `${branch.name}: ${report.items} items in ${report.categories} categories, ` +
        `${report.added + report.changed === 0 ? 'all as they were' : `${report.added} new, ${report.changed} records changed`}.`,
    );
    if (report.problems.length > 0) process.exitCode = 2;
  } finally {
    await galley.stop();
  }
}

function readMenuFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) throw new LocalServiceFault(`There is no file ${file}.`);
    throw error;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof LocalServiceFault ? error.message : error);
  process.exit(1);
});
