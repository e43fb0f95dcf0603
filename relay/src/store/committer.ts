import type { DatabaseSync } from 'node:sqlite';

interface Job {
  run(): void;
  /** @param failure `null` once the work is on disk */
  end(failure: { readonly cause: unknown } | null): void;
}

interface Failure {
  readonly culprit: Job | 'file';
  readonly error: unknown;
}

export interface Committer {
  /** Runs work in a transaction. Resolves once it is on disk; rejects once the committer is closed. */
  commit<T>(work: () => T): Promise<T>;
  /** Commits waiting work and refuses more. Call it before closing the database. */
  close(): void;
}

/**
 * Group commit: work of one turn of the event loop shares one transaction and one sync to disk. If some of it
 * throws, the rest runs again without it.
 */
export const createCommitter = (db: DatabaseSync): Committer => {
  let waiting: Job[] = [];
  let isClosed = false;

  /** @returns the job that failed, or `file` if the file did: full, locked, or gone */
  const perform = (jobs: readonly Job[]): Failure | null => {
    let running: Job | 'file' = 'file';
    try {
      db.exec('begin immediate');
      for (const job of jobs) {
        running = job;
        job.run();
      }
      running = 'file';
      db.exec('commit');
      return null;
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      return { culprit: running, error };
    }
  };

  /** @returns the jobs left to do */
  const attempt = (jobs: readonly Job[]): readonly Job[] => {
    const failure = perform(jobs);
    const isDone = (job: Job): boolean =>
      failure === null || failure.culprit === 'file' || failure.culprit === job;
    for (const job of jobs) if (isDone(job)) job.end(failure && { cause: failure.error });
    return jobs.filter((job) => !isDone(job));
  };

  const flush = (): void => {
    let jobs: readonly Job[] = waiting;
    waiting = [];
    while (jobs.length > 0) jobs = attempt(jobs);
  };

  const commit = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (isClosed) return reject(new Error('The store is closed.'));
      if (waiting.length === 0) setImmediate(flush);
      let result: { readonly value: T } | null = null;
      waiting.push({
        run: () => {
          result = { value: work() };
        },
        end: (failure) => (result && failure === null ? resolve(result.value) : reject(failure?.cause)),
      });
    });

  return {
    commit,
    close: () => {
      flush();
      isClosed = true;
    },
  };
};
