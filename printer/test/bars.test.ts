import { expect, test } from 'vitest';
import { decode, encoded } from './decode.ts';
import { banglaLines, typicalTicket } from './typical.ts';

test('a kitchen ticket of 31 lines in Latin letters takes at most 800 bytes', () => {
  const { bytes, preview } = encoded(typicalTicket, 'epson-80');
  const lines = preview.split('\n').filter((line) => line !== '' && !line.includes('✂'));
  expect(lines).toHaveLength(31);
  expect(bytes.length).toBeLessThanOrEqual(800);
});

test('[P9] twenty lines of Bangla take at most 12 KB, because white is not sent', () => {
  const { bytes } = encoded(banglaLines, 'epson-80');
  expect(decode(bytes, 576).marks.filter((mark) => mark.type === 'picture').length).toBeGreaterThanOrEqual(
    20,
  );
  expect(bytes.length).toBeLessThanOrEqual(12_000);
});

test('[P9] a picture comes out at the same dots, however it is cut and aligned', () => {
  for (const align of ['left', 'center', 'right'] as const) {
    const line = { type: 'text' as const, spans: [{ text: 'মিষ্টি দই' }], align };
    const { bytes } = encoded({ version: 1, blocks: [line] }, 'epson-80');
    const [picture] = decode(bytes, 576).marks.filter((mark) => mark.type === 'picture');
    const middle = picture ? picture.left + picture.bitmap.width / 2 : 0;
    expect(picture?.bitmap.width).toBeLessThan(200);
    expect(Math.round((middle / 576) * 2)).toBe({ left: 0, center: 1, right: 2 }[align]);
  }
});
