import {
  Agent,
  request as ask,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { RUN_HEADER } from './attribution.ts';

/** Names a request to the sandbox, which keeps the headers it got. */
export const EXCHANGE_HEADER = 'x-lab-exchange';

const BETWEEN_TWO_MACHINES_ONLY = ['connection', 'keep-alive', 'transfer-encoding'];

/** Told of each request as it leaves and as it ends. */
export interface Listener {
  /** Gives the id of the exchange. */
  began(request: {
    method: string;
    path: string;
    headers: IncomingHttpHeaders;
    body: string;
    run: number | null;
  }): number;
  answered(id: number, answer: { status: number; headers: IncomingHttpHeaders; body: string }): void;
  broke(id: number, why: string): void;
}

export interface Tap {
  /** Stands for the target: whatever is asked of it is asked of the target. */
  readonly url: string;
  close(): Promise<void>;
}

const without = (headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

const read = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const runOf = (header: string | string[] | undefined): number | null =>
  typeof header === 'string' ? Number(header) : null;

/** Hands the answer on as it comes; one that is cut is cut here too. */
const handOn = (answer: IncomingMessage, response: ServerResponse, id: number, listener: Listener): void => {
  const chunks: Buffer[] = [];
  const status = answer.statusCode ?? 0;
  response.writeHead(status, without(answer.headers, BETWEEN_TWO_MACHINES_ONLY));
  answer.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    response.write(chunk);
  });
  answer.on('end', () => {
    response.end();
    listener.answered(id, { status, headers: answer.headers, body: Buffer.concat(chunks).toString() });
  });
  answer.on('error', () => {
    response.destroy();
    listener.broke(id, `The connection was cut after ${Buffer.concat(chunks).length} bytes of the answer.`);
  });
};

/**
 * Stands between an app and its gateway, and tells what passes. The wire behaves as if it were not there.
 * @param ready resolves when the target listens; requests wait for it
 */
export const startTap = async (
  target: string,
  listener: Listener,
  ready: () => Promise<unknown> = async () => {},
): Promise<Tap> => {
  const { hostname, port: targetPort } = new URL(target);
  const agent = new Agent({ keepAlive: false });
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await read(request);
    const { method = 'GET', url: path = '/', headers } = request;
    const id = listener.began({
      method,
      path,
      headers: without(headers, [RUN_HEADER]),
      body: body.toString(),
      run: runOf(headers[RUN_HEADER]),
    });
    await ready();
    const onward = ask({
      hostname,
      port: targetPort,
      path,
      method,
      agent,
      headers: {
        ...without(headers, [...BETWEEN_TWO_MACHINES_ONLY, 'host']),
        [EXCHANGE_HEADER]: String(id),
      },
    });
    onward.on('response', (answer) => handOn(answer, response, id, listener));
    onward.on('error', () => {
      if (!response.writableEnded)
        listener.broke(
          id,
          response.destroyed ? 'The app gave up waiting.' : 'The connection was cut before an answer.',
        );
      response.destroy();
    });
    response.on('close', () => {
      if (!response.writableFinished) onward.destroy();
    });
    onward.end(body);
  };
  const server = createServer(
    (request, response) => void pass(request, response).catch(() => response.destroy()),
  );
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(portOf(server.address())));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const portOf = (address: AddressInfo | string | null): number => {
  if (typeof address !== 'object' || address === null) throw new Error('the tap has no port');
  return address.port;
};
