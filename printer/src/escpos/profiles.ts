import { type CodePage, epsonPages } from './code-pages.ts';
import { models } from './models.ts';

/** How a printer proves that it has printed [P5]: `GS ( H`, else `GS r`, else not at all. */
export type Proof = 'processId' | 'sensor' | 'none';

/** What one kind of printer can do: differences between printers are data, never code [P10]. */
export type Profile = {
  readonly id: string;
  readonly name: string;
  readonly columns: number;
  /** As wide as its columns: text and pictures share one grid of 12 dots a column. */
  readonly dots: number;
  /** In the order in which they are tried; the first is selected at the start of every job. */
  readonly codePages: readonly [CodePage, ...CodePage[]];
  readonly cutter: boolean;
  /** Dots fed after the cutter has been reached; the next ticket's head margin. */
  readonly cutFeedDots: number;
  /** Lines fed at the end of a ticket where a person tears it off. */
  readonly tearLines: number;
  readonly drawer: boolean;
  /** How it beeps, if it can: by Epson's command or by the one of most copies. */
  readonly buzzer: 'epson' | 'copy' | 'none';
  /** It prints in red as well (two-colour paper or ribbon). */
  readonly secondColour: boolean;
  /** It draws QR codes and bars itself; without it they are sent as pictures. */
  readonly ownCodes: boolean;
  /** Needles and a ribbon: no pictures, no white on black, nothing above double size, moves by whole characters. */
  readonly impact: boolean;
  /** Its own alignment is of the same width as `dots`, so that a picture may be cut to what it centers. */
  readonly aligns: boolean;
  /** How many of its units of feed make a dot: Epson's 180 dpi printers feed by half dots. */
  readonly feedUnits: 1 | 2;
  readonly proof: Proof;
  /** Answers DLE EOT; without it nothing can be known before sending [P6]. */
  readonly status: boolean;
  /** The tallest raster band that it takes in one command. */
  readonly bandRows: number;
};

const epson80: Profile = {
  id: 'epson-80',
  name: 'Epson TM, 80 mm',
  columns: 48,
  dots: 576,
  codePages: epsonPages('cp437', 'cp858'),
  cutter: true,
  cutFeedDots: 3,
  tearLines: 4,
  drawer: true,
  buzzer: 'epson',
  secondColour: false,
  ownCodes: true,
  impact: false,
  aligns: true,
  feedUnits: 1,
  proof: 'processId',
  status: true,
  bandRows: 128,
};

/** What can be counted on in a printer that only says it understands ESC/POS. */
const copy80: Profile = {
  ...epson80,
  id: 'generic-80',
  name: 'ESC/POS, 80 mm, answers GS r',
  codePages: epsonPages('cp437'),
  buzzer: 'copy',
  ownCodes: false,
  proof: 'sensor',
};

/** A printer that nobody has described is taken for what nearly all of them copy. */
export const defaultProfileId = 'epson-80';

const profiles: readonly Profile[] = [
  epson80,
  { ...epson80, id: 'epson-58', name: 'Epson TM, 58 mm', columns: 32, dots: 384 },
  copy80,
  {
    ...copy80,
    id: 'generic-58',
    name: 'ESC/POS, 58 mm, no cutter, answers GS r',
    columns: 32,
    dots: 384,
    cutter: false,
  },
  {
    ...copy80,
    id: 'generic-42',
    name: 'ESC/POS, 80 mm with 42 columns, answers GS r',
    columns: 42,
    dots: 504,
    aligns: false,
  },
  { ...copy80, id: 'mute-80', name: 'ESC/POS, 80 mm, never answers', proof: 'none', status: false },
  ...models.map(({ like, ...model }): Profile => ({ ...(like === 'epson' ? epson80 : copy80), ...model })),
];

export const profileIds: readonly string[] = profiles.map((profile) => profile.id);

export function profileById(id: string): Profile | undefined {
  return profiles.find((profile) => profile.id === id);
}

/** What an installer chooses from. */
export function profileNames(): readonly { readonly id: string; readonly name: string }[] {
  return profiles.map(({ id, name }) => ({ id, name }));
}
