/**
 * Code pages by our own tables, bytes 0x80 to 0xFF, after Epson's charts. `number` is the `n` of `ESC t n`.
 * U+FFFD stands where a page has no character.
 */
export type CodePageName = 'cp437' | 'cp858' | 'cp1252';
export type CodePage = { readonly name: CodePageName; readonly number: number; readonly upper: string };

const pages = {
  cp437: {
    name: 'cp437',
    number: 0,
    upper:
      'ÇüéâäàåçêëèïîìÄÅ' +
      'ÉæÆôöòûùÿÖÜ¢£¥₧ƒ' +
      'áíóúñÑªº¿⌐¬½¼¡«»' +
      '░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
      '└┴┬├─┼╞╟╚╔╩╦╠═╬╧' +
      '╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
      'αßΓπΣσµτΦΘΩδ∞φε∩' +
      '≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  },
  cp858: {
    name: 'cp858',
    number: 19,
    upper:
      'ÇüéâäàåçêëèïîìÄÅ' +
      'ÉæÆôöòûùÿÖÜø£Ø×ƒ' +
      'áíóúñÑªº¿®¬½¼¡«»' +
      '░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
      '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤' +
      'ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀' +
      'ÓßÔÒõÕµþÞÚÛÙýÝ¯´' +
      '\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  },
  cp1252: {
    name: 'cp1252',
    number: 16,
    upper:
      '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd' +
      '\ufffd‘’“”•–—˜™š›œ\ufffdžŸ' +
      '\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯' +
      '°±²³´µ¶·¸¹º»¼½¾¿' +
      'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ' +
      'ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß' +
      'àáâãäåæçèéêëìíîï' +
      'ðñòóôõö÷øùúûüýþÿ',
  },
} as const satisfies Record<CodePageName, CodePage>;

export function codePage(name: CodePageName): CodePage {
  return pages[name];
}

export function codePageByNumber(number: number): CodePage | undefined {
  return Object.values(pages).find((page) => page.number === number);
}

/** The byte of a character in a page, or nothing. ASCII is the same in all of them. */
export function byteOf(page: CodePage, character: string): number | undefined {
  const code = character.charCodeAt(0);
  if (character.length === 1 && code >= 0x20 && code < 0x7f) return code;
  return bytesByCharacter(page).get(character);
}

export function characterOf(page: CodePage, byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : (page.upper[byte - 0x80] ?? '\ufffd');
}

const maps = new Map<CodePageName, ReadonlyMap<string, number>>();
function bytesByCharacter(page: CodePage): ReadonlyMap<string, number> {
  const known = maps.get(page.name);
  if (known) return known;
  const made = new Map(page.upper.split('').map((character, index) => [character, 0x80 + index]));
  made.delete('\ufffd');
  maps.set(page.name, made);
  return made;
}
