import type { DatabaseSync } from 'node:sqlite';

interface Job {
  run(): void;
  /** @param error `null` once the work is on disk */
  end(error: unknown): void;
}

/**
 * Group commit: work that comes in during one turn of the event loop shares one transaction and one sync to disk. Work
 * that throws is taken out, and the rest runs again without it.
 */
export const createCommitter = (db: DatabaseSync): (<T>(work: () => T) => Promise<T>) => {
  let waiting: Job[] = [];

  /** Gives the jobs that are left to do. */
  const attempt = (jobs: readonly Job[]): readonly Job[] => {
    let running: Job | null = null;
    try {
      db.exec('begin immediate');
      for (const job of jobs) {
        running = job;
        job.run();
      }
      running = null;
      db.exec('commit');
      for (const job of jobs) job.end(null);
      return [];
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      // Without a job to blame the file itself is at fault: full, locked, or gone.
      for (const job of jobs) if (running === null || job === running) job.end(error);
      return running === null ? [] : jobs.filter((job) => job !== running);
    }
  };

  const flush = (): void => {
    let jobs: readonly Job[] = waiting;
    waiting = [];
    while (jobs.length > 0) jobs = attempt(jobs);
  };

  return <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      let result: { readonly value: T } | null = null;
      waiting.push({
        run: () => {
          result = { value: work() };
        },
        end: (error) => (result && error === null ? resolve(result.value) : reject(error)),
      });
    });
};
