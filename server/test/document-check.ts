import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { must } from '@galley/shared/values/must.ts';

/**
 * Checks a value against the schema at a place of an OpenAPI document (a JSON pointer); null: it fits. Stricter than the
 * document, which lets readers ignore what they do not know: our own answers hold nothing that is not documented.
 */
export function createDocumentCheck(document: object): (pointer: string, value: unknown) => string | null {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(close(structuredClone(document)), 'galley');
  const checks = new Map<string, ValidateFunction>(); // to compile one takes longer than all its checks
  return (pointer, value) => {
    const check = checks.get(pointer) ?? ajv.compile({ $ref: `galley#${pointer}` });
    checks.set(pointer, check);
    return check(value) ? null : ajv.errorsText(check.errors);
  };
}

function close(part: object): object {
  for (const value of Object.values(part)) if (typeof value === 'object' && value !== null) close(value);
  const isClosable = 'type' in part && part.type === 'object' && 'properties' in part;
  return isClosable ? Object.assign(part, { additionalProperties: false }) : part;
}

/** All that an answer says: its JSON, the JSON of each line, or that of its first event. */
export async function readBodies(response: Response): Promise<unknown[]> {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) return [await readFirstEvent(response)];
  const text = await response.text();
  const texts = type.startsWith('application/x-ndjson') ? text.trimEnd().split('\n') : [text];
  return texts.map((each): unknown => JSON.parse(each));
}

async function readFirstEvent(response: Response): Promise<unknown> {
  let text = '';
  for await (const chunk of must(response.body, 'a stream').pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const event = /^data: (.+)\n\n/m.exec(text)?.[1];
    if (event !== undefined) return JSON.parse(event);
  }
  throw new Error('the stream ended without an event');
}
