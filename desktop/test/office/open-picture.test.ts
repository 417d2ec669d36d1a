import { expect, test } from 'vitest';
import { openPicture } from '../../src/renderer/office/open-picture.ts';

test('a file that the browser cannot draw is noPicture, in words that say which it can', async () => {
  // As Chromium says it of a text file.
  const decode = () =>
    Promise.reject(new DOMException('The source image could not be decoded.', 'InvalidStateError'));
  expect(await openPicture(new Blob(['Dear guests,']), decode)).toEqual({
    ok: false,
    code: 'noPicture',
    message: 'This picture cannot be read. Choose a JPEG, PNG or WebP file.',
  });
});
