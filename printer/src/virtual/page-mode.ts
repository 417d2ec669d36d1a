import { type Bitmap, blacken, createBitmap, isSet, stamp } from '../raster/bitmap.ts';

/** What is put together on a page before any of it is printed: areas, directions, places in any order. */
export type Page = {
  /** ESC W: where what follows goes, in dots of the page. */
  readonly setArea: (x: number, y: number, width: number, height: number) => void;
  /** ESC T: 0 from the left, 1 from the bottom, 2 upside down, 3 from the top. */
  readonly setDirection: (direction: number) => void;
  /** GS $ and GS \: the baseline of what follows. */
  readonly moveTo: (y: number) => void;
  readonly moveBy: (dots: number) => void;
  /** Something that stands on the baseline; the baseline then goes on by so much. */
  readonly put: (bitmap: Bitmap, left: number, advance: number) => void;
  /** As it would be printed now; null: nothing is on it. */
  readonly picture: () => Bitmap | null;
  readonly clear: () => void;
  /** As wide as a line may be where writing goes on just now. */
  readonly room: () => number;
};

export function createPage(widthDots: number): Page {
  let area = { x: 0, y: 0, width: widthDots, height: tallest };
  let direction = 0;
  let y = 0;
  let placed: { readonly bitmap: Bitmap; readonly x: number; readonly y: number }[] = [];

  const sideways = (): boolean => direction % 2 === 1;
  /** Of the area, as whoever writes in this direction sees it. */
  const room = (): number => (sideways() ? area.height : area.width);

  return {
    setArea: (x, top, width, height) => {
      area = { x, y: top, width: Math.min(width, widthDots - x), height: Math.min(height, tallest) };
      y = 0;
    },
    setDirection: (wanted) => {
      direction = wanted % 4;
      y = 0;
    },
    moveTo: (to) => void (y = to),
    moveBy: (dots) => void (y += dots),
    put: (bitmap, left, advance) => {
      y += advance;
      const top = y - bitmap.height;
      const turned = turn(bitmap, direction);
      const place = [
        [left, top],
        [top, area.height - left - bitmap.width],
        [area.width - left - bitmap.width, area.height - top - bitmap.height],
        [area.width - top - bitmap.height, left],
      ][direction];
      const [dx = 0, dy = 0] = place ?? [];
      placed.push({ bitmap: turned, x: area.x + dx, y: area.y + dy });
    },
    picture: () => {
      if (placed.length === 0) return null;
      const height = Math.max(...placed.map((each) => each.y + each.bitmap.height));
      const page = createBitmap(widthDots, Math.max(1, Math.min(height, tallest)));
      for (const each of placed) stamp(page, each.bitmap, each.x, each.y);
      return page;
    },
    clear: () => {
      placed = [];
      y = 0;
    },
    room,
  };
}

/** 1,662 rows of 0.125 mm is the largest page of Epson's 80 mm printers. */
const tallest = 1662;

function turn(bitmap: Bitmap, direction: number): Bitmap {
  if (direction === 0) return bitmap;
  const { width, height } = bitmap;
  const turned = direction === 2 ? createBitmap(width, height) : createBitmap(height, width);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!isSet(bitmap, x, y)) continue;
      if (direction === 1) blacken(turned, y, width - 1 - x);
      else if (direction === 2) blacken(turned, width - 1 - x, height - 1 - y);
      else blacken(turned, height - 1 - y, x);
    }
  }
  return turned;
}
