import type { Picture } from '@galley/shared/values/picture.ts';
import { useEffect, useRef } from 'react';
import { t } from '../../ui/messages/t.ts';
import { blackDots } from './picture-dots.ts';

/** The picture dot by dot, as it will be on the paper [P13]. */
export function LogoDots({ picture }: { readonly picture: Picture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const brush = canvas.current?.getContext('2d');
    if (!brush) return;
    const image = brush.createImageData(picture.width, picture.height);
    for (const [at, black] of blackDots(picture).entries()) {
      image.data.fill(black ? 0 : 255, at * 4, at * 4 + 3);
      image.data[at * 4 + 3] = 255;
    }
    brush.putImageData(image, 0, 0);
  }, [picture]);
  return (
    <canvas
      ref={canvas}
      width={picture.width}
      height={picture.height}
      role="img"
      aria-label={t('logoAsPrinted')}
    />
  );
}
