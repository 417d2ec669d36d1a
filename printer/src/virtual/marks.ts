import type { DrawnStyle } from '../layout/style.ts';
import type { Bitmap } from '../raster/bitmap.ts';

/** What has come onto the paper, from top to bottom. */
export type Mark =
  | { readonly type: 'line'; readonly pieces: readonly MarkedPiece[] }
  | {
      readonly type: 'picture';
      readonly left: number;
      readonly bitmap: Bitmap;
      /** The lines that were written on it, in page mode. */
      readonly words?: readonly string[];
    }
  | {
      readonly type: 'code';
      readonly kind: 'qr' | 'code128' | 'ean' | 'other';
      readonly text: string;
      readonly dots: number;
      readonly align: number;
    }
  | { readonly type: 'feed'; readonly dots: number };
export type MarkedPiece = { readonly x: number; readonly text: string; readonly style: DrawnStyle };

/** What a token makes the printer do besides blackening dots. */
export type Effect =
  | { readonly type: 'reset' }
  | { readonly type: 'cut' }
  | { readonly type: 'drawer'; readonly pin: 2 | 5 }
  | { readonly type: 'buzzer' }
  | { readonly type: 'processId'; readonly id: string }
  | { readonly type: 'sensor' }
  /** GS a: from now on it says by itself when its state changes, and how it is at once. */
  | { readonly type: 'statusBack'; readonly on: boolean }
  | { readonly type: 'identity'; readonly n: number }
  | { readonly type: 'ignored'; readonly bytes: Uint8Array };
