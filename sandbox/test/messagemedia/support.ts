import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { type Account, type Sandbox, type SandboxOptions, startSandbox } from '../../messagemedia/index.ts';

let sandbox: Sandbox | undefined;

/** Starts a sandbox before each test of a file and ends it after; the returned function gives it. */
export const useSandbox = (options: SandboxOptions = {}): (() => Sandbox) => {
  beforeEach(async () => {
    sandbox = await startSandbox({ now: Date.now(), ...options });
  });
  afterEach(() => sandbox?.close());
  return () => {
    if (!sandbox) throw new Error('the sandbox is there only inside a test');
    return sandbox;
  };
};

export const basic = ({ key, secret }: Account): Record<string, string> => ({
  Authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
});

interface Signing {
  readonly method: string;
  readonly target: string;
  readonly body?: string;
  readonly date?: Date;
  readonly secret?: string;
}

/** Signs as MessageMedia's documents say. */
export const hmac = (account: Account, given: Signing): Record<string, string> => {
  const { method, target, body = '', date = new Date(), secret = account.secret } = given;
  const headers: Record<string, string> = { Date: date.toUTCString() };
  if (body !== '') headers['Content-MD5'] = createHash('md5').update(body).digest('hex');
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const signature = createHmac('sha256', secret)
    .update([...lines, `${method} ${target} HTTP/1.1`].join('\n'))
    .digest('base64');
  const names = [...Object.keys(headers), 'request-line'].join(' ');
  return {
    ...headers,
    Authorization: `hmac username="${account.key}", algorithm="hmac-sha256", headers="${names}", signature="${signature}"`,
  };
};

/** Makes a call as the account `basic`, unless other headers are given. */
export const call = async (
  { url, accounts }: Sandbox,
  method: string,
  target: string,
  json?: unknown,
  headers: Record<string, string> = basic(accounts.basic),
) => {
  const body = json === undefined ? null : typeof json === 'string' ? json : JSON.stringify(json);
  const response = await fetch(`${url}${target}`, { method, headers, body });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};

/** Somebody's web server: what was posted to it, and what it says to it. */
export const startReceiver = async (answer: (count: number) => number = () => 200) => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => {
      body += piece.toString();
    });
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(answer(bodies.length)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    bodies,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export const PERSON = '+61491570156';
