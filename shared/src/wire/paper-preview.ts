import { z } from 'zod';
import { moneySchema } from '../values/money.ts';
import { branchSettingsSchema } from './branch-settings.ts';

/** A paper as it would come out, with settings that are not saved yet; `items`: a few of the menu, as on a receipt. */
export const paperPreviewRequestSchema = z.object({
  paper: z.enum(['receipt', 'ticket']),
  /** Which kind of printer, by the id of its model. */
  profile: z.string().max(40),
  settings: branchSettingsSchema,
  items: z
    .array(z.object({ name: z.string().max(200), price: moneySchema }))
    .min(1)
    .max(5),
});
export type PaperPreviewRequest = z.infer<typeof paperPreviewRequestSchema>;

/** Its dots, black on white, eight to a millimetre; or why no printer of this kind could print it, in words. */
export const paperPreviewSchema = z.union([z.object({ png: z.base64() }), z.object({ refusal: z.string() })]);
export type PaperPreview = z.infer<typeof paperPreviewSchema>;
