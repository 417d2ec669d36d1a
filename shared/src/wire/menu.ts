import { z } from 'zod';
import { printerSchema, stationSchema, tillSchema } from '../domain/branch.ts';
import { categorySchema, photoSchema, productSchema, taxSchema } from '../domain/menu.ts';
import { branchIdSchema, categoryIdSchema } from '../values/ids.ts';
import { moneySchema } from '../values/money.ts';
import { instantSchema } from '../values/time.ts';

/** What of the feed the office writes part by part: the menu, and where its paper comes out. */
export const menuEntitySchema = z.enum(['category', 'tax', 'station', 'product', 'printer', 'till']);
export type MenuEntity = z.infer<typeof menuEntitySchema>;

function save<N extends MenuEntity, S extends z.ZodType>(entity: N, schema: S) {
  return z.object({
    entity: z.literal(entity),
    id: z.uuid(),
    /** The revision that the person had before their eyes; 0: it is new. */
    seen: z.int().min(0),
    /** Null takes it off the menu. */
    data: schema.nullable(),
  });
}

/** `POST /office/menu/save` */
export const menuSaveSchema = z.discriminatedUnion('entity', [
  save('category', categorySchema),
  save('tax', taxSchema),
  save('station', stationSchema),
  save('product', productSchema),
  save('printer', printerSchema),
  save('till', tillSchema),
]);
export type MenuSave = z.infer<typeof menuSaveSchema>;

/** A version of a part of the menu: who made it and when. `data` is what it was then; null: taken off. */
export const menuVersionSchema = z.object({
  revision: z.int().min(1),
  by: z.string(),
  at: instantSchema,
  data: z.unknown(),
});
export type MenuVersion = z.infer<typeof menuVersionSchema>;

/** `conflict`: somebody else has changed it since; nothing was written, and here is what they made of it. */
export const menuSavedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), revision: z.int() }),
  z.object({ kind: z.literal('conflict'), theirs: menuVersionSchema.extend({ by: z.string().nullable() }) }),
  z.object({ kind: z.literal('refused'), message: z.string() }),
]);
export type MenuSaved = z.infer<typeof menuSavedSchema>;

/** `GET /office/menu/versions?entity=&id=`: the newest first. */
export const menuVersionsSchema = z.object({ versions: z.array(menuVersionSchema) });

/** `GET /office/menu/export` */
export const menuFileSchema = z.object({ csv: z.string() });
/** `POST /office/menu/import`; `write` false only looks. */
export const menuImportSchema = z.object({ csv: z.string().max(900_000), write: z.boolean() });
export const importReportSchema = z.object({
  /** Rows that were understood. */
  items: z.int(),
  categories: z.int(),
  added: z.int(),
  changed: z.int(),
  /** Rows that were left out, and why. */
  problems: z.array(z.object({ line: z.int(), message: z.string() })),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/**
 * `POST /office/menu/copy`: another branch's menu, or some categories of it (null: all), into this one. What is here
 * already is found by its sku, else by its name, and with `keepPrices` its prices and options stay. `write` false only looks.
 */
export const menuCopySchema = z.object({
  from: branchIdSchema,
  categories: z.array(categoryIdSchema).nullable(),
  keepPrices: z.boolean(),
  write: z.boolean(),
});
export type MenuCopy = z.infer<typeof menuCopySchema>;
export const menuCopyReportSchema = z.object({
  /** All that the other branch has. */
  categories: z.array(z.object({ id: categoryIdSchema, name: z.string(), items: z.int() })),
  added: z.int(),
  changed: z.int(),
  /** Dishes that get their recipe. */
  recipes: z.int(),
  /** What costs something else there, the first of them. */
  prices: z.array(z.object({ name: z.string(), here: moneySchema, there: moneySchema })),
  /** What cannot be copied, and why. */
  problems: z.array(z.object({ name: z.string(), message: z.string() })),
});
export type MenuCopyReport = z.infer<typeof menuCopyReportSchema>;

/** The longest side of a photo, in pixels, and the most that its file may be. */
export const photoLimits = { side: 512, bytes: 200_000 } as const;
/** `POST /office/menu/photo`: a JPEG or WebP file, base64. */
export const photoUploadSchema = z.object({
  image: z.base64().max(Math.ceil((photoLimits.bytes * 4) / 3) + 4),
});
export const photoSavedSchema = z.object({ photo: photoSchema });
