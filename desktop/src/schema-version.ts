/** The version of the till's database (`renderer/db/database.ts`); the shell compares it before anything is opened. */
export const schemaVersion = 5;
