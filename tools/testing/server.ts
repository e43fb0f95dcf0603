import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A test web server that can misbehave. */
export interface TestServer {
  readonly url: string;
  /** Counts of all connections and of open ones. */
  readonly connections: { made: number; open: number };
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export const startServer = async (answer: RequestListener): Promise<TestServer> => {
  const server = createServer(answer);
  const connections = { made: 0, open: 0 };
  server.on('connection', (socket) => {
    connections.made += 1;
    connections.open += 1;
    socket.on('close', () => {
      connections.open -= 1;
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(portOf(server.address())));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const portOf = (address: AddressInfo | string | null): number => {
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return address.port;
};

/** A local URL on which nothing listens. */
export const closedUrl = async (): Promise<string> => {
  const server = await startServer(() => {});
  await server.close();
  return server.url;
};
