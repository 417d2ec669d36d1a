import { upperHalves } from './code-page-tables.ts';

export type CodePageName = keyof typeof upperHalves;

/** A page and the `n` of `ESC t n` that selects it: printers of different makers count them differently. */
export type CodePage = { readonly name: CodePageName; readonly number: number };

/** Epson's numbers, which most printers follow. */
export const epsonNumbers: Readonly<Record<CodePageName, number>> = {
  cp437: 0,
  cp850: 2,
  cp860: 3,
  cp863: 4,
  cp865: 5,
  cp857: 13,
  cp737: 14,
  cp1252: 16,
  cp866: 17,
  cp852: 18,
  cp858: 19,
  cp775: 33,
  cp855: 34,
  cp861: 35,
  cp869: 38,
  cp1250: 45,
  cp1251: 46,
  cp1253: 47,
  cp1254: 48,
  cp1257: 51,
};

export function epsonPages<Name extends CodePageName>(
  ...names: readonly [Name, ...Name[]]
): readonly [CodePage, ...CodePage[]] {
  const [first, ...others] = names.map((name) => ({ name, number: epsonNumbers[name] }));
  return [first ?? { name: 'cp437', number: 0 }, ...others];
}

export function codePageByNumber(number: number): CodePage | undefined {
  return epsonList.find((page) => page.number === number);
}
const epsonList: readonly CodePage[] = Object.entries(epsonNumbers).map(([name, number]) => ({
  name: name as CodePageName, // Object.entries forgets the names of the keys
  number,
}));

/** The byte of a character in a page, or nothing. ASCII is the same in all of them. */
export function byteOf(page: CodePage, character: string): number | undefined {
  const code = character.charCodeAt(0);
  if (character.length === 1 && code >= 0x20 && code < 0x7f) return code;
  return bytesByCharacter(page.name).get(character);
}

export function characterOf(page: CodePage, byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : (upperHalves[page.name][byte - 0x80] ?? '\ufffd');
}

const maps = new Map<CodePageName, ReadonlyMap<string, number>>();
function bytesByCharacter(name: CodePageName): ReadonlyMap<string, number> {
  const known = maps.get(name);
  if (known) return known;
  const made = new Map(upperHalves[name].split('').map((character, index) => [character, 0x80 + index]));
  made.delete('\ufffd');
  maps.set(name, made);
  return made;
}
