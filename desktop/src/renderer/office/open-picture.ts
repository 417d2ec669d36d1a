import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { t } from '../ui/messages/t.ts';

/** A file that somebody chose, as a picture to draw; `decode` is the browser's. */
export async function openPicture(
  file: Blob,
  decode: (file: Blob) => Promise<ImageBitmap> = createImageBitmap,
): Promise<Result<ImageBitmap>> {
  // All that it can fail of: the file is no picture, or of a kind that this browser does not draw.
  const picture = await decode(file).catch(() => null);
  return picture ? ok(picture) : refuse('noPicture', t('noPicture'));
}
