import { encodeDocument, type EncodedDocument } from '../src/escpos/encode.ts';
import { type Profile, profileById } from '../src/escpos/profiles.ts';
import type { PrintDocument } from '../src/document/document.ts';
import type { Effect, Mark } from '../src/virtual/marks.ts';
import { createPrintHead } from '../src/virtual/print-head.ts';
import { renderText } from '../src/virtual/render-text.ts';
import { tokenize } from '../src/virtual/tokenizer.ts';

export type Decoded = {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly effects: readonly Effect[];
  readonly unknown: readonly number[];
};

/** What a printer would make of the bytes; one with its own numbers of code pages if its profile is given. */
export function decode(bytes: Uint8Array, dots: number, profile?: Profile): Decoded {
  const pages = profile?.codePages;
  const head = createPrintHead(dots, pages && ((n) => pages.find((page) => page.number === n)));
  const tokens = tokenize(bytes);
  const effects = tokens.flatMap((token) => [...head.take(token)]);
  const marks = head.takePaper();
  const unknown = effects.flatMap((effect) => (effect.type === 'ignored' ? [...effect.bytes] : []));
  return { text: renderText(marks), marks, effects, unknown };
}

export function encoded(document: PrintDocument, profileId: string): EncodedDocument {
  const profile = profileById(profileId);
  if (!profile) throw new Error(`no profile ${profileId}`);
  const result = encodeDocument(document, profile);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}
