import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { photoLimits } from '@galley/shared/wire/menu.ts';
import { t } from '../../ui/messages/t.ts';
import { openPicture } from '../open-picture.ts';

const quality = 0.82;

/** Draws a picture anew, small and without what a camera writes into it (place, time); base64. */
export async function shrinkPhoto(file: Blob): Promise<Result<string>> {
  const opened = await openPicture(file);
  if (!opened.ok) return opened;
  const picture = opened.value;
  const scale = Math.min(1, photoLimits.side / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  );
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const small = await canvas.convertToBlob({ type: 'image/webp', quality });
  // A browser that cannot write WebP writes PNG, which the server does not take.
  const blob =
    small.type === 'image/webp' ? small : await canvas.convertToBlob({ type: 'image/jpeg', quality });
  if (blob.size > photoLimits.bytes) return refuse('tooLarge', t('noPicture'));
  let text = '';
  for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
  return ok(btoa(text));
}
