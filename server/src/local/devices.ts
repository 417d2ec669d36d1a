import { join } from 'node:path';
import { type Child, startChild } from './child.ts';
import { projectFolder } from './galley.ts';
import { choosePort } from './ports.ts';

export type Paper = {
  readonly name: string;
  readonly address: string;
  readonly paper: string;
  readonly pid: number;
};
export type Devices = {
  readonly printers: readonly [kitchen: Paper, counter: Paper];
  readonly agent: { readonly url: string; readonly pid: number };
  stop(): Promise<void>;
};

/** The branch's hardware, made of software: two printers and the print agent that a real till has beside it. */
export async function startDevices(
  dataDir: string,
  origin: string,
  pairCodes: readonly string[],
  say: (line: string) => void,
): Promise<Devices> {
  const children: Child[] = [];
  try {
    const kitchen = await startPrinter(dataDir, 'kitchen', 9101, 9201, children, say);
    const counter = await startPrinter(dataDir, 'counter', 9102, 9202, children, say);
    const port = await choosePort(9180);
    const url = `http://127.0.0.1:${port}`;
    const agent = await startChild({
      name: 'print-agent',
      file: join(projectFolder, 'printer/src/agent/main.ts'),
      args: [
        '--port',
        String(port),
        '--folder',
        join(dataDir, 'print-agent'),
        '--origin',
        origin,
        ...pairCodes.flatMap((code) => ['--pair-code', code]),
      ],
      logFolder: dataDir,
      onRestart: say,
      ready: () => answers(`${url}/health`),
    });
    children.push(agent);
    return {
      printers: [kitchen, counter],
      agent: { url, pid: agent.pid() },
      stop: () => stopAll(children),
    };
  } catch (error) {
    await stopAll(children);
    throw error;
  }
}

async function startPrinter(
  dataDir: string,
  name: string,
  wantedPort: number,
  wantedHttp: number,
  children: Child[],
  say: (line: string) => void,
): Promise<Paper> {
  const [port, http] = [await choosePort(wantedPort), await choosePort(wantedHttp)];
  const paper = `http://127.0.0.1:${http}`;
  const child = await startChild({
    name: `printer-${name}`,
    file: join(projectFolder, 'printer/src/virtual/main.ts'),
    args: [
      '--port',
      String(port),
      '--http',
      String(http),
      '--name',
      name,
      '--folder',
      join(dataDir, 'paper', name),
    ],
    logFolder: dataDir,
    onRestart: say,
    ready: () => answers(`${paper}/tickets`),
  });
  children.push(child);
  return { name, address: `tcp://127.0.0.1:${port}`, paper, pid: child.pid() };
}

/** Waits until somebody answers at the address, for as long as the child lives. */
async function answers(address: string): Promise<void> {
  for (;;) {
    const response = await fetch(address).catch(() => null); // not listening yet
    if (response) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function stopAll(children: readonly Child[]): Promise<void> {
  await Promise.all(children.map((child) => child.stop()));
}
