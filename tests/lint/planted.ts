// Wrong on purpose: each marked line forgets to wait for a promise, which in this project means a lost sale. The lint
// must report them all. The project's own lint run leaves this file out; planted.test.ts runs it on this file alone.
import { Dexie } from 'dexie';

/** As in the clients that Prisma generates. */
interface PrismaPromise<T> extends Promise<T> {
  readonly [Symbol.toStringTag]: 'PrismaPromise';
}
declare const prisma: { sale: { create(args: { data: { total: number } }): PrismaPromise<{ id: string }> } };

async function save(): Promise<void> {}

export function plain(): void {
  save(); // floats
}

export async function insideAsync(): Promise<void> {
  save(); // floats
  await save();
}

export function dexieTransaction(db: Dexie): void {
  db.transaction('rw', db.table('sales'), () => db.table('sales').add({ total: 1 })); // floats
}

export function dexieOpen(db: Dexie): void {
  db.open(); // floats
}

export function prismaLike(): void {
  prisma.sale.create({ data: { total: 1 } }); // floats
}
