import { type DrawnStyle, plainStyle, type Scale } from '../layout/style.ts';

/** How letters look from now on: size, font, weight, underline, white on black, colour. */
export type LetterLook = {
  readonly style: () => DrawnStyle;
  /** Does what the command says; false: it says nothing about letters. */
  readonly take: (name: string, n: number) => boolean;
  readonly reset: () => void;
};

export function createLook(): LetterLook {
  let style: DrawnStyle = plainStyle;
  /** Of the chosen size, without font B. */
  let size: { readonly width: number; readonly height: number } = plainStyle;
  let small = false;

  function change(part: Partial<DrawnStyle>): true {
    // Font B has cells of 9 by 17 dots where font A has 12 by 24.
    const width = size.width * (small ? 0.75 : 1);
    const height = size.height * (small ? 17 / 24 : 1);
    style = { ...style, ...part, width, height };
    return true;
  }

  return {
    style: () => style,
    take: (name, n) => {
      switch (name) {
        case 'ESC -':
          return change({ underline: underlines[n % 48] ?? 0 });
        case 'ESC M':
          small = n % 48 === 1;
          return change({});
        case 'ESC E':
        case 'ESC G':
          return change({ bold: (n & 1) === 1 });
        case 'GS !':
          size = { width: sizeOf(n >> 4), height: sizeOf(n) };
          return change({});
        case 'ESC !':
          size = { width: n & 32 ? 2 : 1, height: n & 16 ? 2 : 1 };
          small = (n & 1) === 1;
          return change({ bold: (n & 8) !== 0, underline: n & 128 ? 1 : 0 });
        case 'GS B':
          return change({ reverse: (n & 1) === 1 });
        case 'ESC r':
          return change({ red: n % 48 === 1 });
        default:
          return false;
      }
    },
    reset: () => {
      style = plainStyle;
      size = plainStyle;
      small = false;
    },
  };
}

const underlines = [0, 1, 2] as const;
const scales: readonly Scale[] = [1, 2, 3, 4, 5, 6, 7, 8];

function sizeOf(n: number): Scale {
  return scales[n & 7] ?? 1;
}
