import { Offline } from './faults.ts';

/** The values of an answer with one JSON a line, as its pieces arrive. */
export async function* jsonLines(pieces: AsyncIterable<string>): AsyncGenerator<unknown> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield readJson(line);
  }
  if (rest !== '') yield readJson(rest);
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Offline('Something that is not our server answered.', null, { cause });
  }
}
