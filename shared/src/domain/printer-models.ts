/** A kind of printer that an office chooses from; what it can do is known by the printer package under the same id. */
export type PrinterModel = { readonly id: string; readonly name: string; readonly columns: 32 | 42 | 48 };

export const printerModels: readonly PrinterModel[] = [
  { id: 'epson-80', name: 'Epson TM, 80 mm', columns: 48 },
  { id: 'epson-58', name: 'Epson TM, 58 mm', columns: 32 },
  { id: 'generic-80', name: 'ESC/POS, 80 mm, answers GS r', columns: 48 },
  { id: 'generic-58', name: 'ESC/POS, 58 mm, no cutter, answers GS r', columns: 32 },
  { id: 'generic-42', name: 'ESC/POS, 80 mm with 42 columns, answers GS r', columns: 42 },
  { id: 'mute-80', name: 'ESC/POS, 80 mm, never answers', columns: 48 },
  { id: 'tm-t20ii', name: 'Epson TM-T20II / TM-T20III', columns: 48 },
  { id: 'tm-m30iii', name: 'Epson TM-m30III', columns: 48 },
  { id: 'tm-l90', name: 'Epson TM-L90', columns: 48 },
  { id: 'tm-t88v', name: 'Epson TM-T88V', columns: 42 },
  { id: 'tm-t88iv', name: 'Epson TM-T88IV', columns: 42 },
  { id: 'tm-t88iii', name: 'Epson TM-T88III', columns: 42 },
  { id: 'tm-t88ii', name: 'Epson TM-T88II', columns: 42 },
  { id: 'tm-u220', name: 'Epson TM-U220 (needles, two colours)', columns: 42 },
  { id: 'ct-s651', name: 'Citizen CT-S651', columns: 48 },
  { id: 'star-escpos', name: 'Star TSP600 / TUP500 set to ESC/POS', columns: 42 },
  { id: 'netum-80', name: 'Netum NT-80-V-UL', columns: 48 },
  { id: 'netum-58', name: 'Netum NT-5890K', columns: 32 },
  { id: 'metapace-t1', name: 'Metapace T-1', columns: 42 },
  { id: 'zjiang-58', name: 'Zijiang ZJ-5870 (POS-58)', columns: 32 },
];
