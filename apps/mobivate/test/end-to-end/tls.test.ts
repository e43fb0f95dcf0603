import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../../../sandbox/mobivate/index.ts';
import { type Bundle, startBundle } from '../../../../tools/testing/bundle.ts';
import { type Certificate, newAuthority, startTls, type TlsServer } from '../../../../tools/testing/tls.ts';

// A process that starts on a busy machine takes a while.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const SEND = 'creates.send_sms.operation.perform';
const INPUT = { originator: 'Bakery', recipient: '+44 7700 900123', body: 'Your cake is ready.' };

const trusted = await newAuthority();
const unknown = await newAuthority();

let sandbox: Sandbox;
let bundle: Bundle;
let folder: string;
const servers: TlsServer[] = [];

/** A Mobivate behind a certificate. */
const behind = async (certificate: Certificate): Promise<string> => {
  const server = await startTls(certificate, sandbox.url);
  servers.push(server);
  return server.url;
};

beforeAll(async () => {
  sandbox = await startSandbox({ now: Date.now() });
  folder = await mkdtemp(join(tmpdir(), 'tls-'));
  const file = join(folder, 'authority.pem');
  await writeFile(file, trusted.cert);
  bundle = startBundle('mobivate', {}, { NODE_EXTRA_CA_CERTS: file });
});

afterEach(() => {
  sandbox.requests.length = 0;
});

afterAll(async () => {
  await Promise.all([bundle.close(), ...servers.map((server) => server.close())]);
  await Promise.all([sandbox.close(), rm(folder, { recursive: true })]);
});

const run = async (platform: 'classic' | 'vortex', certificate: Certificate, method: string, input = {}) =>
  bundle.run(method, { api_key: sandbox.accounts[platform].key }, input, {
    MOBIVATE_API_URL: await behind(certificate),
  });

test.each(['classic', 'vortex'] as const)('sends over HTTPS on %s, and finds the message', async (name) => {
  const { results } = await run(name, await trusted.issue(), SEND, INPUT);
  const [message] = sandbox.accounts[name].ledger.log.all().slice(-1);
  expect(results).toMatchObject({ id: message?.id, status: 'accepted' });
  const found = await run(name, await trusted.issue(), 'searches.find_message.operation.perform', {
    recipient: INPUT.recipient,
  });
  expect(found.results).toMatchObject([{ body: INPUT.body }]);
});

test.each([
  ['of an authority that nobody knows', () => unknown.issue()],
  ['of another host', () => trusted.issue({ host: { type: 'dns', value: 'api.mobivatebulksms.com' } })],
  ['that has expired', () => trusted.issue({ days: [-9, -1] })],
  ['that is not valid yet', () => trusted.issue({ days: [1, 9] })],
])('sends nothing to a server with a certificate %s', async (_, issue) => {
  for (const name of ['classic', 'vortex'] as const) {
    const { error } = await run(name, await issue(), SEND, INPUT);
    expect(error?.name).toBe('AppError');
    expect(error?.message).toMatch(/Could not reach Mobivate, so nothing was done/);
  }
  expect(sandbox.requests).toEqual([]);
});
