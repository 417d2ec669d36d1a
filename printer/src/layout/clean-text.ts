/**
 * The text as it will be drawn. Composed (NFC), since code pages only know composed letters; line ends in one form;
 * tabs as spaces; invisible controls dropped, because a control byte on the wire would be a command.
 * The joiners U+200C and U+200D stay: Bangla spelling needs them.
 */
export function cleanText(text: string): string {
  if (plain.test(text)) return text;
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(invisible, '');
}

const plain = /^[\x20-\x7e]*$/;
// oxlint-disable-next-line no-control-regex -- dropping control characters is the point
const invisible = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
