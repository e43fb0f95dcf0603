import linkClick from '../../src/triggers/link_click.ts';
import { useWorld } from '../support/world.ts';
import { hookOf, json, quiet } from './support.ts';

const world = useWorld();
const hook = hookOf(world, 'link_click');
quiet();

const click = (messageId: string, given: object = {}) => ({
  messageId,
  mobile: '447700900123',
  batchId: 'BB',
  clientRef: 'order-7',
  browser: 'Safari',
  country: 'United Kingdom',
  ipAddress: '203.0.113.7',
  iso2l: 'UK',
  os: 'iOS',
  url: 'https://bakery.example/Cakes?id=7',
  ...given,
});

test('turns a delivery into one record', async () => {
  const before = new Date().toISOString();
  const given = await hook.perform(json(click('AA')));
  expect(given).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      message_id: 'AA',
      batch_id: 'BB',
      recipient: '447700900123',
      reference: 'order-7',
      url: 'https://bakery.example/Cakes?id=7',
      country: 'United Kingdom',
      country_code: 'GB',
      browser: 'Safari',
      os: 'iOS',
      ip_address: '203.0.113.7',
      clicked_at: expect.any(String),
    },
  ]);
  const [{ clicked_at } = { clicked_at: '' }] = Array.isArray(given) ? given : [];
  expect(clicked_at >= before && clicked_at <= new Date().toISOString()).toBe(true);
});

test.each([
  [{}, ['U', 'I', 'X']],
  [{ country_code: 'GB' }, ['U']],
  [{ country_code: ' uk ' }, ['U']],
  [{ country_code: 'ie' }, ['I']],
  [{ country_code: 'Ireland' }, []],
  [{ url_contains: 'cakes' }, ['U', 'X']],
  [{ url_contains: 'BREAD', country_code: 'IE' }, ['I']],
])('with filters %j, returns %j', async (inputData, wanted) => {
  const body = [
    click('U'),
    click('I', { iso2l: 'IE', url: 'https://bakery.example/bread' }),
    click('X', { iso2l: '' }),
  ];
  const given = await hook.perform(json(body), inputData);
  expect(given).toEqual(wanted.map((message_id) => expect.objectContaining({ message_id })));
});

test('returns a click without a URL unless URL Contains is set', async () => {
  const body = json(click('AA', { url: undefined }));
  expect(await hook.perform(body)).toMatchObject([{ url: null }]);
  expect(await hook.perform(body, { url_contains: 'cakes' })).toEqual([]);
});

test('lists the sample, because Mobivate cannot list clicks', async () => {
  expect(await hook.list({ url_contains: 'nothing like it' })).toEqual([linkClick.operation.sample]);
  expect(world().sandbox.requests).toEqual([]);
});
