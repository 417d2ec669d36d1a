/** As much of Electron's powerSaveBlocker as we use. */
export type PowerSaveBlocker = {
  start(type: 'prevent-display-sleep'): number;
  stop(id: number): unknown;
};

/** Keeps the display awake as long as a shift is open, and not a moment longer: `set` as often as one likes. */
export function createStayAwake(blocker: PowerSaveBlocker): { set(awake: boolean): void } {
  let id: number | null = null;
  return {
    set(awake) {
      if (awake && id === null) id = blocker.start('prevent-display-sleep');
      if (!awake && id !== null) {
        blocker.stop(id);
        id = null;
      }
    },
  };
}
