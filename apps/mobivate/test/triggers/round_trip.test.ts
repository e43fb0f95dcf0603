import { startServer, type TestServer } from '../../../../tools/testing/server.ts';
import { useWorld } from '../support/world.ts';
import { hexId, hookOf, newAccount, type Posted, quiet } from './support.ts';

const world = useWorld();
quiet();

const receipts = hookOf(world, 'delivery_receipt');
const inbound = hookOf(world, 'inbound_message');
const clicks = hookOf(world, 'link_click');

/** A server with one URL per Zap that records deliveries. */
let target: TestServer;
const posted = new Map<string, Posted[]>();

beforeAll(async () => {
  target = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = `${target.url}${request.url}`;
      const body = Buffer.concat(chunks).toString();
      const contentType = request.headers['content-type'] ?? '';
      posted.set(url, [...(posted.get(url) ?? []), { body, contentType }]);
      response.end();
    });
  });
});
beforeEach(() => posted.clear());
afterAll(() => target.close());

const cameIn = (url: string): Posted[] => posted.get(url) ?? [];

const SEND = { originator: 'Bakery', recipient: '+447700900123', reference: 'order-1042' };

const send = (authData: { api_key: string }, inputData: object = {}) =>
  world().zapier.run('creates.send_sms.operation.perform', {
    authData,
    inputData: {
      ...SEND,
      body: 'Ready: https://bakery.example/cakes/1042',
      shorten_urls: true,
      ...inputData,
    },
  });

test('delivers receipt, reply, and click of a message to the Zaps', async () => {
  const { sandbox } = world();
  const { account, authData } = newAccount(world());
  const urls = { receipt: `${target.url}/r`, inbound: `${target.url}/i`, click: `${target.url}/c` };
  await receipts.subscribe(urls.receipt, {}, authData);
  await inbound.subscribe(urls.inbound, {}, authData);
  await clicks.subscribe(urls.click, {}, authData);

  await send(authData);
  const [message] = account.ledger.log.all();
  const id = hexId(message?.id ?? '');
  sandbox.clock.advance(10_000);
  await sandbox.settle();
  const reported = cameIn(urls.receipt).map((delivery) =>
    receipts.perform(delivery, { include_message: true }, authData),
  );
  expect((await Promise.all(reported)).flat()).toMatchObject([
    { message_id: id, reference: 'order-1042', status: 'ACCEPTED', outcome: 'pending' },
    {
      message_id: id,
      status: 'DELIVERED',
      outcome: 'delivered',
      message: { id, originator: 'Bakery', recipient: '447700900123' },
    },
  ]);

  sandbox.inbound(account, { from: '447700900123', text: 'Stop. ' });
  await sandbox.settle();
  const [reply] = cameIn(urls.inbound);
  expect(reply && (await inbound.perform(reply, { include_original: true }, authData))).toMatchObject([
    { originator: '447700900123', body: 'Stop. ', keyword: 'STOP', is_stop: true, original: { id } },
  ]);

  const [link] = sandbox.links().slice(-1);
  if (link) sandbox.click(link, { userAgent: 'Firefox/130 (Windows NT)', ipAddress: '203.0.113.9' });
  await sandbox.settle();
  const [click] = cameIn(urls.click);
  expect(click && (await clicks.perform(click, { url_contains: '/cakes' }, authData))).toMatchObject([
    {
      message_id: id,
      url: 'https://bakery.example/cakes/1042',
      country_code: 'GB',
      browser: 'Firefox',
      ip_address: '203.0.113.9',
    },
  ]);
});

test('posts only to the new Zap after a take-over', async () => {
  const { sandbox } = world();
  const { authData } = newAccount(world());
  const [one, two] = [`${target.url}/one`, `${target.url}/two`];
  await receipts.subscribe(one, {}, authData);
  await receipts.subscribe(two, { take_over: true }, authData);
  await receipts.unsubscribe(one, authData);
  await send(authData);
  sandbox.clock.advance(10_000);
  await sandbox.settle();
  expect([cameIn(one).length, cameIn(two).length]).toEqual([0, 2]);
});

test('reads a Vortex receipt, posted as a form with XML', async () => {
  const { sandbox } = world();
  const { account, authData } = newAccount(world(), 'vortex');
  const url = `${target.url}/vortex`;
  account.receiptUrl = url;
  await send(authData, { reference: 'A & B <7>' });
  sandbox.clock.advance(10_000);
  await sandbox.settle();
  const [, last] = cameIn(url);
  expect(last?.contentType).toBe('application/x-www-form-urlencoded');
  expect(last && (await receipts.perform(last, {}, authData))).toMatchObject([
    { reference: 'A & B <7>', status: 'DELIVERED', outcome: 'delivered', parts: 1, batch_id: null },
  ]);
});
