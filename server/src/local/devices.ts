import { join } from 'node:path';
import { type Child, type Program, startChild } from './child.ts';
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
  // Known addresses are handy, but who chose the server's port may run several Galleys here: theirs must not meet.
  const port = (known: number) => choosePort(process.env['PORT'] === undefined ? known : undefined);
  const start = async (program: Pick<Program, 'name' | 'file' | 'args'>, address: string) => {
    const file = join(projectFolder, program.file);
    const ready = () => answers(address);
    const child = await startChild({ ...program, file, logFolder: dataDir, onRestart: say, ready });
    children.push(child);
    return child.pid();
  };
  async function printer(name: string, rawPort: number, httpPort: number): Promise<Paper> {
    const paper = `http://127.0.0.1:${httpPort}`;
    const folder = join(dataDir, 'paper', name);
    const args = ['--port', `${rawPort}`, '--http', `${httpPort}`, '--name', name, '--folder', folder];
    const program = { name: `printer-${name}`, file: 'printer/src/virtual/main.ts', args };
    const pid = await start(program, `${paper}/tickets`);
    return { name, address: `tcp://127.0.0.1:${rawPort}`, paper, pid };
  }
  async function printAgent(agentPort: number): Promise<Devices['agent']> {
    const url = `http://127.0.0.1:${agentPort}`;
    const folder = join(dataDir, 'print-agent');
    const codes = pairCodes.flatMap((code) => ['--pair-code', code]);
    const args = ['--port', `${agentPort}`, '--folder', folder, '--origin', origin, ...codes];
    const pid = await start(
      { name: 'print-agent', file: 'printer/src/agent/main.ts', args },
      `${url}/health`,
    );
    return { url, pid };
  }
  const started = await Promise.allSettled([
    printer('kitchen', await port(9101), await port(9201)),
    printer('counter', await port(9102), await port(9202)),
    printAgent(await port(9180)),
  ] as const);
  const stop = () => stopAll(children);
  const [kitchen, counter, agent] = started;
  if (kitchen.status === 'fulfilled' && counter.status === 'fulfilled' && agent.status === 'fulfilled')
    return { printers: [kitchen.value, counter.value], agent: agent.value, stop };
  await stop();
  throw started.find((each) => each.status === 'rejected')?.reason;
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
