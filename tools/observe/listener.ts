import { createServer, type IncomingMessage } from 'node:http';
import { pauseFor } from './network.ts';

/** A request that came to the listener. */
export interface Arrival {
  /** The name it was registered under, such as `receipt`. */
  readonly name: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The status that it was answered with. */
  readonly answered: number;
}

/** Waits for what a gateway posts. */
export interface Listener {
  /** The public address of a name, which only this run knows. */
  url(name: string): string;
  arrivals(name: string): readonly Arrival[];
  /** Everything that came, in order. */
  readonly all: readonly Arrival[];
  /** Waits until `isEnough`, or `milliseconds` have passed. */
  wait(isEnough: () => boolean, milliseconds: number, stop: AbortSignal): Promise<void>;
  /** Answers the next arrival of a name with this status. */
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

/** Whether an address is this machine's own, so that its port is the one to listen on. */
export const isOwn = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/**
 * Listens on `port` for what is posted to `address`, which a tunnel or a proxy leads here.
 * @throws Error where the port is taken
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
