import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';

/** The header by which a request says which run made it; it ends at the sandbox. */
export const RUN_HEADER = 'x-lab-run';

const running = new AsyncLocalStorage<number>();

/** Does `work` so that every HTTP request it makes carries the run's id. */
export const asRun = <R>(run: number, work: () => Promise<R>): Promise<R> => running.run(run, work);

subscribe('http.client.request.created', (message) => {
  const run = running.getStore();
  if (run === undefined || typeof message !== 'object' || message === null || !('request' in message)) return;
  if (message.request instanceof ClientRequest) message.request.setHeader(RUN_HEADER, String(run));
});
