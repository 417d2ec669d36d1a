import { compareVersions, type Version, versionSchema } from '../values/version.ts';

/** How many minor versions back a client is still looked after: its traffic is replayed in the tests. */
export const supportedBack = 2;

export type ClientAge = {
  /** `old`: it works, and nobody tests it any more. `unknown`: a development build. */
  readonly age: 'supported' | 'old' | 'unknown';
  /** The oldest version that is looked after. */
  readonly supportedFrom: Version;
};

/** How old a till's version is beside the server's. Whatever the answer: the till sells, and the server stores. */
export function ageOfClient(client: string, server: Version): ClientAge {
  const [major = 0, minor = 0] = server.split('.').map(Number);
  const supportedFrom = versionSchema.parse(`${major}.${Math.max(minor - supportedBack, 0)}.0`);
  const version = versionSchema.safeParse(client);
  if (!version.success) return { age: 'unknown', supportedFrom };
  return { age: compareVersions(version.data, supportedFrom) < 0 ? 'old' : 'supported', supportedFrom };
}
