import { z } from 'zod';

/** What the black box is asked for, by a page of the shell or by the page of its worker. */
export const boxReadSchema = z.object({ lastBytes: z.int().min(1).nullable() });
export const boxTextSchema = z.object({ segments: z.array(z.string()), bytes: z.int().min(0) });
export const boxWriteSchema = z.object({ text: z.string().max(512 * 1024 * 1024) });
export const boxSizeSchema = z.object({ bytes: z.int().min(0) });
/** The name is that of a file in one folder and cannot lead out of it. */
export const backupFileSchema = z.object({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.galley$/),
  text: boxWriteSchema.shape.text,
});
/** What the page asks its worker, and what comes back. */
export type BoxQuestion = { readonly id: number } & (
  | { readonly ask: 'read'; readonly lastBytes: number | null }
  | { readonly ask: 'append' | 'replace'; readonly text: string }
);
export type BoxAnswer = { readonly id: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }
);
