import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

/** A received delivery. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How a receiver answers: a status, headers with it, or `hang` for never. */
export type Reply =
  | number
  | 'hang'
  | { readonly status: number; readonly headers: Readonly<Record<string, string>> };

export interface Receiver {
  readonly origin: string;
  readonly received: readonly Received[];
  /** The deliveries to a path. */
  at(path: string): Received[];
  /** Sets the answer for paths with this prefix. The default is 200. */
  reply(prefix: string, how: Reply | ((received: Received) => Reply | Promise<Reply>)): void;
  /** Clears the received deliveries. */
  forget(): void;
  close(): Promise<void>;
}

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const send = (response: ServerResponse, reply: Reply): void => {
  if (reply === 'hang') return;
  const { status, headers } = typeof reply === 'number' ? { status: reply, headers: {} } : reply;
  response.writeHead(status, headers).end();
};

/** A stand-in for Zapier that records deliveries. */
export const startReceiver = async (): Promise<Receiver> => {
  const received: Received[] = [];
  const replies = new Map<string, Reply | ((received: Received) => Reply | Promise<Reply>)>();
  const server = createServer(async (request, response) => {
    try {
      const path = request.url ?? '';
      const one = { path, headers: request.headers, body: await readText(request), at: Date.now() };
      received.push(one);
      const how = [...replies].filter(([prefix]) => path.startsWith(prefix)).at(-1)?.[1] ?? 200;
      send(response, typeof how === 'function' ? await how(one) : how);
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    at: (path) => received.filter((one) => one.path === path),
    reply: (prefix, how) => {
      replies.delete(prefix);
      replies.set(prefix, how);
    },
    forget: () => {
      received.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
