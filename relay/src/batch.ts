interface Waiting<T, R> {
  readonly item: T;
  readonly bytes: number;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/** Limits of one call. */
interface Limits<T> {
  readonly items: number;
  readonly bytes?: number;
  /** The bytes of an item. */
  size?(item: T): number;
}

/**
 * Combines calls: items that arrive while a call runs go into the next one. If a call fails, all its items
 * fail.
 *
 * @param call gives one result for each item, in order
 */
export const createBatch = <T, R>(
  call: (items: readonly T[]) => Promise<readonly R[]>,
  { items, bytes = Number.POSITIVE_INFINITY, size = () => 0 }: Limits<T>,
): ((item: T) => Promise<R>) => {
  let waiting: Waiting<T, R>[] = [];
  let isRunning = false;

  const next = (): Waiting<T, R>[] => {
    let total = 0;
    const end = waiting.findIndex(({ bytes: own }, index) => {
      total += own;
      return index > 0 && (index >= items || total > bytes);
    });
    const batch = end < 0 ? waiting : waiting.slice(0, end);
    waiting = end < 0 ? [] : waiting.slice(end);
    return batch;
  };

  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = next();
      try {
        const results = await call(batch.map(({ item }) => item));
        for (const [index, { resolve, reject }] of batch.entries()) {
          const result = results[index];
          if (result === undefined) reject(new Error('The call gave too few results.'));
          else resolve(result);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isRunning = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, bytes: size(item), resolve, reject });
      if (!isRunning) {
        isRunning = true;
        setImmediate(() => void run());
      }
    });
};
