import type { Plugin } from 'vite';

/**
 * A live query of Dexie gathers the keys of all that is written, in case it is running just then and misses it, and lets
 * go of them when it runs again. One that nothing touches never does: each query for the categories or for the names of
 * the tills came to hold every key of the day's sales, indexes and all, and each commit was sorted into all of them. Here
 * one that is not running lets pass what does not concern it. A Dexie that reads otherwise fails the build: look then
 * whether it still needs this (docs/decisions/025).
 */
export function forgetfulLiveQueries(): Plugin {
  return {
    name: 'galley-forgetful-live-queries',
    apply: 'build',
    transform: {
      filter: { id: /\/dexie\/dist\/dexie\.js$/ },
      handler: (code) => ({ code: changes.reduce(change, code), map: null }),
    },
  };
}

const changes = [
  ['var accumMuts = {};', 'var accumMuts = {}, running;'],
  ['var subscr = {};', 'var subscr = (running = {});'],
  [
    'extendObservabilitySet(accumMuts, parts);',
    'if (running === currentObs && !obsSetsOverlap(currentObs, parts)) return;\nextendObservabilitySet(accumMuts, parts);',
  ],
] as const;

function change(code: string, [from, to]: readonly [string, string]): string {
  const [before, after, ...more] = code.split(from);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`Dexie's live query has changed: "${from}" is not there once.`);
  return before + to + after;
}
