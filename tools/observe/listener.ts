import { createServer, type IncomingMessage } from 'node:http';
import { pauseFor } from './network.ts';

/** A request to the listener. */
export interface Arrival {
  /** The name of its URL, such as `receipt`. */
  readonly name: string;
  readonly method: string;
  /** The path and query. */
  readonly target: string;
  /** With lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The status of the response. */
  readonly answered: number;
}

/** Receives what a gateway posts. */
export interface Listener {
  /** The public URL for a name. Only this run knows it. */
  url(name: string): string;
  arrivals(name: string): readonly Arrival[];
  /** All arrivals, in order. */
  readonly all: readonly Arrival[];
  /** Waits until `isEnough`, or for `milliseconds`. */
  wait(isEnough: () => boolean, milliseconds: number, stop: AbortSignal): Promise<void>;
  /** Answers the next arrival for a name with this status. */
  refuseNext(name: string, status: number): void;
  close(): Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
};

const flat = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** Whether a URL points to this machine, so its port is the one to listen on. */
export const isOwn = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/**
 * Listens on `port` for requests to `address`, which a tunnel or proxy forwards.
 * @throws Error if the port is taken
 */
export const listen = async (address: string, port: number, mark: string): Promise<Listener> => {
  const base = address.replace(/\/+$/, '');
  const prefix = `${new URL(base).pathname.replace(/\/+$/, '')}/${mark}/`;
  const arrived: Arrival[] = [];
  const refusals = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const target = request.url ?? '';
    const name = target.startsWith(prefix) ? (target.slice(prefix.length).split(/[/?]/)[0] ?? '') : null;
    const answered = name === null ? 404 : (refusals.get(name) ?? 200);
    const body = await bodyOf(request).catch(() => '');
    if (name !== null) {
      refusals.delete(name);
      arrived.push({
        name,
        target: target.slice(prefix.length),
        method: request.method ?? '',
        headers: flat(request.headers),
        body,
        answered,
      });
    }
    response.writeHead(answered, { 'Content-Type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve());
  });
  return {
    url: (name) => `${base}/${mark}/${name}`,
    all: arrived,
    arrivals: (name) => arrived.filter((arrival) => arrival.name === name),
    refuseNext: (name, status) => void refusals.set(name, status),
    wait: async (isEnough, milliseconds, stop) => {
      const end = Date.now() + milliseconds;
      while (!isEnough() && Date.now() < end) await pauseFor(100, stop);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
