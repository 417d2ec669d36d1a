import { createInterface } from 'node:readline/promises';
import { openConnection } from '../transport/open.ts';
import { askIdentity } from './identity.ts';
import { chooseProfile, type RulerAnswers, rulerPage } from './ruler-page.ts';

// Finds out, with a person's help, which profile a printer needs: npm run printer-setup -- tcp://192.168.1.50:9100
const address = process.argv[2];
if (address === undefined) {
  process.stderr.write('Say which printer: npm run printer-setup -- tcp://192.168.1.50:9100\n');
  process.exit(2);
}

const connection = await openConnection(address, 2_500);
const identity = await askIdentity(connection, 500);
const says = [identity.maker, identity.model].filter((name) => name !== null).join(' ') || 'nothing';
process.stdout.write(
  `It ${identity.status ? 'answers' : 'does not answer'} questions about its state, and says of itself: ${says}.\n`,
);
await connection.write(rulerPage());
await connection.close(2_000);

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
const profile = chooseProfile(identity, seen);
process.stdout.write(`Choose the profile "${profile.id}" (${profile.name}) for it in the office.\n`);
