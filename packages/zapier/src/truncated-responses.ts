import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest, type IncomingMessage } from 'node:http';
import * as v from 'valibot';

const created = v.object({ request: v.instance(ClientRequest) });
const calls = new AsyncLocalStorage<() => void>();

const watch = (message: unknown): void => {
  const tell = calls.getStore();
  if (!tell) return;
  // An error here would end the process, so ignore messages of another shape.
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
 * Runs `work`, and calls `tell` if a connection breaks in the middle of a response to its requests. The
 * platform's HTTP client (node-fetch 2) does not notice that, and waits until it times out.
 */
export const noticingTruncation = <R>(tell: () => void, work: () => Promise<R>): Promise<R> =>
  calls.run(tell, work);
