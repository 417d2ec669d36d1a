import { randomInt } from 'node:crypto';
import { openSyncDatabase } from '../db/open.ts';
import { type Demo, demoOffice, demoStaff, seedDemo, seedKitchenScreen } from './demo.ts';
import { type Devices, startDevices } from './devices.ts';
import { openElectronTill } from './electron-till.ts';
import { LocalServiceFault } from './fault.ts';
import { dataFolder, type LocalGalley, startGalley } from './galley.ts';

/** `npm start`: the whole product with demo data. `--json` prints one machine-readable line for tests. */
async function main(stops: (() => Promise<void>)[]): Promise<void> {
  stopOnSignals(stops);
  const dataDir = dataFolder();
  const galley = await startGalley(dataDir, say);
  stops.push(() => galley.stop());
  // One for either till: the agent takes each code once.
  const pairCodes = Array.from({ length: 2 }, () => String(randomInt(10_000_000, 100_000_000)));
  const devices = await startDevices(dataDir, galley.url, pairCodes, say);
  stops.push(() => devices.stop());
  const demo = await seed(galley, devices);
  const tills = demo.tills.map((till, index) => {
    return { ...till, link: tillLink(galley, devices, till.code, pairCodes[index] ?? '') };
  });
  const kitchen = `${galley.url}/kitchen#${new URLSearchParams({ enrol: demo.kitchenCode }).toString()}`;
  if (process.argv.includes('--json')) {
    say(`GALLEY_READY ${JSON.stringify(describe(galley, devices, tills, kitchen))}`);
    return;
  }
  const enrolCode = demo.tills[0]?.code ?? '';
  const electron = await openElectronTill({ serverUrl: galley.url, enrolCode, dataDir });
  if (electron) stops.push(() => Promise.resolve(electron.stop()));
  welcome(galley, devices, tills, kitchen, electron !== null);
}

async function seed(galley: LocalGalley, devices: Devices): Promise<Demo & { readonly kitchenCode: string }> {
  const db = openSyncDatabase(galley.addresses.SYNC_DATABASE_URL);
  try {
    const [kitchen, counter] = devices.printers;
    const guestsReach = process.env['GALLEY_URL'] ?? galley.url;
    const demo = await seedDemo(db, { kitchen: kitchen.address, counter: counter.address }, guestsReach);
    return { ...demo, kitchenCode: await seedKitchenScreen(db) };
  } finally {
    await db.close();
  }
}

type TillLink = { readonly name: string; readonly code: string; readonly link: string };

function tillLink(galley: LocalGalley, devices: Devices, code: string, pairCode: string): string {
  const hash = new URLSearchParams({ enrol: code, agent: devices.agent.url, pair: pairCode });
  return `${galley.url}/till#${hash.toString()}`;
}

function describe(galley: LocalGalley, devices: Devices, tills: readonly TillLink[], kitchen: string) {
  return {
    url: galley.url,
    tills,
    office: { url: `${galley.url}/office`, ...demoOffice },
    kitchen,
    staff: demoStaff,
    printers: devices.printers,
    agent: devices.agent,
    pids: { supervisor: process.pid, server: galley.server.pid() },
  };
}

function welcome(
  galley: LocalGalley,
  devices: Devices,
  tills: readonly TillLink[],
  kitchenLink: string,
  electron: boolean,
): void {
  const [kitchen, counter] = devices.printers;
  const where = electron
    ? 'Till 1 is open in its own window. In a browser'
    : 'Electron is not installed here, so open a till in a browser';
  say(`
Galley is open.

${where} (each link enrols that browser once; later just ${galley.url}/till):
${tills.map((till) => `  ${till.name.padEnd(9)} ${till.link}`).join('\n')}
  PINs      ${demoStaff.map((person) => `${person.name} ${person.pin}`).join(' · ')}

  Office    ${galley.url}/office     ${demoOffice.name} / ${demoOffice.password}
  Kitchen   ${kitchenLink}

Paper of the virtual printers:
  kitchen   ${kitchen.paper}
  counter   ${counter.paper}

${galley.notes.map((note) => `${note}\n`).join('')}Ctrl-C stops everything that was started here. The data stays in ${dataFolder()}.`);
}

function say(line: string): void {
  console.log(line);
}

function stopOnSignals(stops: (() => Promise<void>)[]): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void stopAll(stops).then(() => process.exit(0), fail);
    });
  }
}

async function stopAll(stops: readonly (() => Promise<void>)[]): Promise<void> {
  for (const stop of stops.toReversed()) await stop();
}

function fail(error: unknown): never {
  console.error(error instanceof LocalServiceFault ? `\n${error.message}\n` : error);
  process.exit(1);
}

const stops: (() => Promise<void>)[] = [];
main(stops).catch((error: unknown) => stopAll(stops).then(() => fail(error), fail));
