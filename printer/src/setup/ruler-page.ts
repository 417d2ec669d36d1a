import { type ByteWriter, concatenate, createByteWriter } from '../escpos/byte-writer.ts';
import {
  alignTo,
  cancelKanji,
  defaultLineSpacing,
  feedAndCut,
  feedLines,
  initialize,
  qrCode,
  rasterBand,
  selectCodePage,
} from '../escpos/commands.ts';
import { type Profile, profileById, profileNames } from '../escpos/profiles.ts';
import { plainStyle } from '../layout/style.ts';
import { must } from '@galley/shared/values/must.ts';
import type { RulerAnswers } from '@galley/shared/wire/print-setup.ts';
import type { Identity } from './identity.ts';

/** One paper that shows what a printer can do: nothing on it is stored, and nothing on it can harm. */
export function rulerPage(): Uint8Array {
  const writer = createByteWriter(must(profileById('mute-80') ?? null, 'it is built in'));
  for (const command of [initialize, cancelKanji, selectCodePage(0), alignTo.left, defaultLineSpacing])
    writer.command(command);
  const say = (text: string): void => {
    writer.text(text, plainStyle, 0);
    writer.endLine();
  };
  say('GALLEY PRINTER SETUP');
  say('1. The last number of this line?');
  ruler(writer);
  say('2. A black box below this line?');
  writer.command(rasterBand(8, 24));
  writer.picture(new Uint8Array(8 * 24).fill(0xff));
  say('3. A euro sign between these?');
  writer.command(selectCodePage(19));
  writer.command([0x28, 0xd5, 0x29, 0x0a]);
  writer.command(selectCodePage(0));
  say('4. A QR code below this line?');
  writer.command(qrCode(new TextEncoder().encode('GALLEY'), 4));
  writer.endLine();
  say('5. Is the paper cut after this?');
  writer.command(feedAndCut(3));
  writer.command(feedLines(3));
  return concatenate([writer.bytes()]);
}

/** Numbers that end at columns 32, 42 and 48: what is beyond the edge comes out on the next line. */
function ruler(writer: ByteWriter): void {
  const line = '.'.repeat(30) + '32' + '.'.repeat(8) + '42' + '.'.repeat(4) + '48';
  writer.text(line, plainStyle, 0);
  writer.endLine();
}

/** The profile that fits what the printer said and what the person saw; the eye has the last word. */
export function chooseProfile(identity: Identity, seen: RulerAnswers): Profile {
  const named = identity.model && profileNames().find(({ id }) => isNamed(id, identity.model ?? ''));
  const model = named && profileById(named.id);
  if (model && model.columns === seen.columns && (model.ownCodes || !seen.qr)) return model;
  return must(profileById(genericFor(identity, seen)) ?? null, 'they are built in');
}

function genericFor({ status }: Identity, { columns, euro, qr, cut, box }: RulerAnswers): string {
  if (!box) return 'tm-u220';
  if (columns === 42) return 'generic-42';
  const rich = euro && qr && cut && status;
  if (columns === 32) return rich ? 'epson-58' : 'generic-58';
  if (rich) return 'epson-80';
  return status ? 'generic-80' : 'mute-80';
}

/** `TM-T88V` is tm-t88v; `TM-T20III` is what is sold beside the TM-T20II. */
function isNamed(id: string, model: string): boolean {
  const plain = model
    .toLowerCase()
    .replace('tm-t20iii', 'tm-t20ii')
    .replace(/^(tm-u220).*/, '$1');
  return plain === id;
}
