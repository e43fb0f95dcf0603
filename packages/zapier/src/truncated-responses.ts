import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest, type IncomingMessage } from 'node:http';
import * as v from 'valibot';

const created = v.object({ request: v.instance(ClientRequest) });
const calls = new AsyncLocalStorage<() => void>();

const watch = (message: unknown): void => {
  const tell = calls.getStore();
  if (!tell) return;
  // Whatever is thrown here ends the process, so a message of another shape is left alone.
  const parsed = v.safeParse(created, message);
  if (!parsed.success) return;
  parsed.output.request.once('response', (response: IncomingMessage) => {
    response.once('close', () => {
      if (!response.complete) tell();
    });
  });
};

subscribe('http.client.request.created', watch);

/**
 * Does `work` and calls `tell` when the connection breaks in the middle of an answer to a request that `work` makes.
 * The platform's HTTP client (node-fetch 2) does not notice that and waits for the rest until the time is up.
 */
export const noticingTruncation = <R>(tell: () => void, work: () => Promise<R>): Promise<R> =>
  calls.run(tell, work);
