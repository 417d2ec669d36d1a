import { type CodePage, type CodePageName, epsonPages } from './code-pages.ts';
import type { Profile } from './profiles.ts';

/**
 * Printers by model. Columns, dots, code pages, colours, cutter and codes are taken, in our own form, from the open
 * escpos-printer-db (https://github.com/receipt-print-hq/escpos-printer-db, its contributors, CC BY 4.0); proof, beeper
 * and feed units are from Epson's reference and ours to answer for. `like` is what they have in common with all.
 */
export type Model = Partial<Profile> & Pick<Profile, 'id' | 'name'> & { readonly like: 'epson' | 'copy' };

/** Epson's newer ones have all of these; the order puts what most menus need first. */
const manyPages = epsonPages(
  'cp437', 'cp858', 'cp852', 'cp866', 'cp737', 'cp857', 'cp775', 'cp1252', 'cp1250', 'cp1251', 'cp1253', 'cp1254',
  'cp1257', 'cp855', 'cp861', 'cp869', 'cp860', 'cp863', 'cp865',
); // prettier-ignore
const fewPages = epsonPages('cp437', 'cp858', 'cp852', 'cp866', 'cp1252', 'cp860', 'cp863', 'cp865');

/** Pages 50 to 93 as some makers from Shenzhen count them. */
const shenzhenPages = pagesAt({
  cp437: 0, cp858: 19, cp852: 18, cp866: 17, cp1252: 16, cp737: 64, cp857: 61, cp855: 60, cp861: 56, cp869: 66,
  cp1250: 72, cp1251: 73, cp860: 3, cp863: 4, cp865: 5,
}); // prettier-ignore
/** Star's ESC/POS emulation. */
const starPages = pagesAt({
  cp437: 0, cp858: 4, cp852: 5, cp866: 10, cp737: 15, cp857: 12, cp1252: 32, cp1250: 33, cp1251: 34, cp855: 11,
  cp861: 7, cp869: 17, cp860: 6, cp863: 8, cp865: 9,
}); // prettier-ignore

/** 80 mm at 180 dpi: 42 columns; the paper is 512 dots wide, eight more than the columns take. */
const narrow80 = { columns: 42, dots: 504, aligns: false, feedUnits: 2, bandRows: 120 } as const;
const roll58 = { columns: 32, dots: 384, cutter: false } as const;

export const models: readonly Model[] = [
  { like: 'epson', id: 'tm-t20ii', name: 'Epson TM-T20II / TM-T20III', codePages: manyPages },
  { like: 'epson', id: 'tm-m30iii', name: 'Epson TM-m30III', codePages: without(manyPages, 'cp858') },
  { like: 'epson', id: 'tm-l90', name: 'Epson TM-L90', codePages: manyPages, proof: 'sensor' },
  {
    like: 'epson',
    id: 'tm-t88v',
    name: 'Epson TM-T88V',
    codePages: without(manyPages, 'cp855'),
    ...narrow80,
  },
  { like: 'epson', id: 'tm-t88iv', name: 'Epson TM-T88IV', codePages: fewPages, ...narrow80 },
  {
    like: 'epson',
    id: 'tm-t88iii',
    name: 'Epson TM-T88III',
    codePages: epsonPages('cp437', 'cp858', 'cp866', 'cp1252', 'cp860', 'cp863', 'cp865'),
    proof: 'sensor',
    ...narrow80,
  },
  {
    like: 'epson',
    id: 'tm-t88ii',
    name: 'Epson TM-T88II',
    codePages: epsonPages('cp437', 'cp852', 'cp866', 'cp737', 'cp1252', 'cp1251', 'cp860', 'cp863', 'cp865'),
    proof: 'sensor',
    ...narrow80,
  },
  {
    like: 'epson',
    id: 'tm-u220',
    name: 'Epson TM-U220 (needles, two colours)',
    columns: 42,
    dots: 504,
    codePages: epsonPages('cp437'),
    proof: 'sensor',
    buzzer: 'none',
    secondColour: true,
    ownCodes: false,
    impact: true,
  },
  {
    like: 'copy',
    id: 'ct-s651',
    name: 'Citizen CT-S651',
    codePages: pagesAt({
      cp437: 0,
      cp858: 19,
      cp852: 18,
      cp866: 17,
      cp1252: 16,
      cp850: 2,
      cp857: 8,
      cp860: 3,
    }),
    secondColour: true,
    ownCodes: true,
  },
  {
    like: 'copy',
    id: 'star-escpos',
    name: 'Star TSP600 / TUP500 set to ESC/POS',
    codePages: starPages,
    columns: 42,
    dots: 504,
    aligns: false,
    buzzer: 'none',
  },
  { like: 'copy', id: 'netum-80', name: 'Netum NT-80-V-UL', codePages: shenzhenPages, ownCodes: true },
  { like: 'copy', id: 'netum-58', name: 'Netum NT-5890K', codePages: shenzhenPages, ...roll58 },
  {
    like: 'copy',
    id: 'metapace-t1',
    name: 'Metapace T-1',
    codePages: epsonPages('cp437', 'cp858', 'cp860', 'cp863', 'cp865'),
    ...narrow80,
  },
  {
    like: 'copy',
    id: 'zjiang-58',
    name: 'Zijiang ZJ-5870 (POS-58)',
    codePages: epsonPages('cp437', 'cp852', 'cp866', 'cp1252', 'cp860', 'cp863', 'cp865'),
    ...roll58,
  },
];

function pagesAt(numbers: Partial<Record<CodePageName, number>>): readonly [CodePage, ...CodePage[]] {
  const pages = Object.entries(numbers).map(([name, number]) => ({
    name: name as CodePageName, // Object.entries forgets the names of the keys
    number,
  }));
  return [pages[0] ?? { name: 'cp437', number: 0 }, ...pages.slice(1)];
}

function without(
  pages: readonly [CodePage, ...CodePage[]],
  name: CodePageName,
): readonly [CodePage, ...CodePage[]] {
  const [first, ...others] = pages;
  return [first, ...others.filter((page) => page.name !== name)];
}
