/** Web Locks for one lock, as its standard has it: `ifAvailable` gives null to the second, `steal` robs the first. */
export function fakeLocks(): LockManager {
  let rob: (() => void) | null = null;
  const request = async (
    _name: string,
    options: LockOptions,
    work: (lock: Lock | null) => Promise<unknown>,
  ) => {
    if (rob && !options.steal) return work(null);
    rob?.();
    const robbed = new Promise<never>((_resolve, reject) => {
      rob = () => reject(new DOMException('stolen', 'AbortError'));
    });
    const mine = rob;
    try {
      return await Promise.race([work({ name: 'sync', mode: 'exclusive' }), robbed]);
    } finally {
      if (rob === mine) rob = null;
    }
  };
  return { request, query: () => Promise.resolve({}) } as unknown as LockManager; // only what is used
}
