import type { ReleaseKeys } from './release.ts';

/**
 * The public keys whose releases an installed Galley takes, by name: the present one, and the next one, so that the
 * present one may be lost or leak. `npm run release-key` makes a pair; the private half never comes into this repository.
 * None yet: whoever builds installers writes their own in here first.
 */
export const releaseKeys: ReleaseKeys = {};
