import type { ReleaseKeys } from './release.ts';

/**
 * The public keys whose releases an installed Galley takes, by name: the present one, and the next one, so that the
 * present one may be lost or leak. `npm run make-release -- --new-key NAME --private FILE` makes a pair and writes the public
 * half in here; the private half never comes into this repository. None yet: whoever builds installers makes their own first.
 */
export const releaseKeys: ReleaseKeys = {};
