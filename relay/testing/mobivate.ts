import { createServer } from 'node:http';

/** A stand-in for Mobivate's key check and webhook registration. */
export interface FakeMobivate {
  readonly url: string;
  /** Answers 401 to these keys. */
  readonly badKeys: Set<string>;
  readonly registrations: { readonly key: string; readonly event: string; readonly url: string }[];
  /** Answers all requests with this status, until called with `null`. */
  fail(status: number | null): void;
  close(): Promise<void>;
}

export const startMobivate = async (): Promise<FakeMobivate> => {
  const badKeys = new Set(['bad']);
  const registrations: { key: string; event: string; url: string }[] = [];
  let failure: number | null = null;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const key = (request.headers.authorization ?? '').replace('Bearer ', '');
    const answer = (status: number, message: string): void => {
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ code: status, message }));
    };
    if (failure !== null) return answer(failure, 'Internal Error');
    if (badKeys.has(key)) return answer(401, 'Unauthorized');
    const [, event] = /^\/webhooks\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (event) registrations.push({ key, event, url: JSON.parse(Buffer.concat(chunks).toString()).url });
    answer(200, 'ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    badKeys,
    registrations,
    fail: (status) => {
      failure = status;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
