import { dither } from '@galley/shared/values/dither.ts';
import type { Picture } from '@galley/shared/values/picture.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { t } from '../../ui/messages/t.ts';
import { openPicture } from '../open-picture.ts';
import { pictureOf } from './picture-dots.ts';

/** Half of an 80 mm paper, two thirds of a 58 mm one; and no logo is worth more paper than this. */
const largest = { width: 256, height: 160 };

/** Any picture file as the dots that a printer will burn: small enough for every paper, on white, dithered. */
export async function readLogo(file: Blob): Promise<Result<Picture>> {
  const opened = await openPicture(file);
  if (!opened.ok) return opened;
  const picture = opened.value;
  const scale = Math.min(1, largest.width / picture.width, largest.height / picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const brush = new OffscreenCanvas(width, height).getContext('2d');
  if (!brush) return refuse('noPicture', t('noPicture'));
  brush.fillStyle = 'white'; // what is see-through is paper
  brush.fillRect(0, 0, width, height);
  brush.imageSmoothingQuality = 'high';
  brush.drawImage(picture, 0, 0, width, height);
  const { data } = brush.getImageData(0, 0, width, height);
  // Rec. 601: as bright as the eye finds it.
  const grey = Uint8Array.from({ length: width * height }, (_, at) =>
    Math.round(
      0.299 * (data[at * 4] ?? 255) + 0.587 * (data[at * 4 + 1] ?? 255) + 0.114 * (data[at * 4 + 2] ?? 255),
    ),
  );
  return ok(pictureOf(dither(grey, width, height), width, height));
}
