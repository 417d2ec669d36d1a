import { createInterface } from 'node:readline/promises';
import { must } from '@galley/shared/values/must.ts';
import type { RulerAnswers } from '@galley/shared/wire/print-setup.ts';
import { profileById } from '../escpos/profiles.ts';
import { setUpPrinter } from './set-up-printer.ts';

// Finds out, with a person's help, which profile a printer needs: npm run printer-setup -- tcp://192.168.1.50:9100
const address = process.argv[2];
if (address === undefined) {
  process.stderr.write('Say which printer: npm run printer-setup -- tcp://192.168.1.50:9100\n');
  process.exit(2);
}

const printed = await setUpPrinter({ address, seen: null });
if (!printed.ok) {
  process.stderr.write(`${printed.message}\n`);
  process.exit(1);
}
const { status, maker, model } = printed.value;
const says = [maker, model].filter((name) => name !== null).join(' ') || 'nothing';
process.stdout.write(
  `It ${status ? 'answers' : 'does not answer'} questions about its state, and says of itself: ${says}.\n`,
);

const person = createInterface({ input: process.stdin, output: process.stdout });
const yes = async (question: string): Promise<boolean> =>
  /^(y|j|হ)/i.test(await person.question(`${question} (y/n) `));
const columns = await person.question('1. The last number of the line? (32, 42, 48) ');
const seen: RulerAnswers = {
  columns: columns.trim() === '32' ? 32 : columns.trim() === '42' ? 42 : 48,
  box: await yes('2. A black box?'),
  euro: await yes('3. A euro sign?'),
  qr: await yes('4. A QR code?'),
  cut: await yes('5. Was the paper cut?'),
};
person.close();
const known = await setUpPrinter({ address, seen });
if (!known.ok) {
  process.stderr.write(`${known.message}\n`);
  process.exit(1);
}
const profile = must(profileById(known.value.profile ?? ''), 'who has seen the page gets a profile');
process.stdout.write(`Choose the kind "${profile.name}" for it in the office, under Printing.\n`);
