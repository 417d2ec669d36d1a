/**
 * What our papers can carry [P9]: the code points of the fonts that draw them, first-last in hexadecimal. A test of the
 * printer package compares it with the fonts themselves. Chinese, Japanese, Korean and emoji are not in it.
 */
const drawn =
  '20-7e a0-377 37a-37f 384-38a 38c 38e-3a1 3a3-3e1 3f0-52f 591-5c7 5d0-5ea 5ef-5f4 600-6ff 750-77f 870-88e ' +
  '890-891 898-983 985-98c 98f-990 993-9a8 9aa-9b0 9b2 9b6-9b9 9bc-9c4 9c7-9c8 9cb-9ce 9d7 9dc-9dd 9df-9e3 ' +
  '9e6-9fe e01-e3a e3f-e5b 10fb 1ab0-1ac0 1ac5 1ac7-1ace 1c80-1c88 1cd0-1cf9 1d00-1df9 1dfb-1f15 1f18-1f1d ' +
  '1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef ' +
  '1ff2-1ff4 1ff6-1ffe 2000-2064 2066-2071 2074-208e 2090-209c 20a0-20c0 20f0 2100-215f 2183-2184 2189 ' +
  '2190-2195 219c-219e 21a0 21a2-21a4 21a6 21d0-21d4 21da-21db 21e6 21e8 2200-220e 2210 2212 2218-221a 221e ' +
  '2220 2223 2227-222a 2234-2238 223c-223d 2241 2243 2245 2247-224c 2254-2255 2257 225f-2262 2264-2265 226c ' +
  '226e-2275 227a-227b 2282-2289 228e 2291-229c 22a2-22a5 22b4-22b5 22b8 22c2-22c4 22c6 22c8-22ca 22cd-22ce ' +
  '22d0-22d1 22e2-22e3 2308-230b 2310 2319 2320-2321 2336-237a 2395 239b-23ae 23b0-23bd 23dc-23e1 2474-2475 ' +
  '2500-25ff 266d-266f 2736 2758-275a 27d5-27d7 27dc 27e6-27eb 27f5-27f6 2987-2988 29a3 29b8 2a00 2a05-2a06 ' +
  '2c60-2c7f 2de0-2e5d a640-a69f a700-a7ca a7d0-a7d1 a7d3 a7d5-a7d9 a7f2-a7ff a830-a839 a8e0-a8ff a92e ' +
  'ab30-ab6b fb1d-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fbc2 fbd3-fd8f fd92-fdc7 fdcf fdf0-fe00 ' +
  'fe20-fe2f fe70-fe74 fe76-fefc feff ff5b ff5d fffc-fffd 10780-10785 10787-107b0 107b2-107ba 10efd-10eff ' +
  '11b00-11b09 1df00-1df1e 1f67c-1f67f ';

const ranges = drawn
  .trim()
  .split(' ')
  .map((range) => range.split('-').map((end) => Number.parseInt(end, 16)))
  .map(([first = 0, last = first]) => ({ first, last }));

/** Controls and marks of direction, which papers leave out; the rest of a selector or joiner is drawn or missed. */
const leftOut = /[\p{Cc}\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/** The characters that no printer of ours can put on paper, each once, in their order; a job with one is refused. */
export function unprintableIn(texts: readonly string[]): string[] {
  return [...new Set(texts.join('').normalize('NFC'))].filter(
    (character) => !leftOut.test(character) && !isDrawn(character.codePointAt(0) ?? 0),
  );
}

function isDrawn(codePoint: number): boolean {
  return ranges.some(({ first, last }) => first <= codePoint && codePoint <= last);
}
