import { z } from 'zod';

/** What a branch's papers are written in; screens follow the person. */
export const languageSchema = z.enum(['en', 'bn']);
export type Language = z.infer<typeof languageSchema>;
