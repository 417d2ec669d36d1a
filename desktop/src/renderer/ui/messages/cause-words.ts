let translate = (cause: string): string => cause;

/** What the printing program says of a printer, in the words of this screen's language; in English until they are there. */
export function causeWords(cause: string): string {
  return translate(cause);
}

/** They come behind the first screen, because they are many and seldom wanted. */
export function translateCauses(into: (cause: string) => string): void {
  translate = into;
}
