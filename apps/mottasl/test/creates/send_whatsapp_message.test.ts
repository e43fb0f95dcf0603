import { failureOf } from '../../../../tools/testing/failure.ts';
import { leaksIn } from '../../../../tools/testing/secrets.ts';
import { closedUrl } from '../../../../tools/testing/server.ts';
import { OPEN, openWindow, useWorld } from '../support/world.ts';

const world = useWorld();

const INPUT = { recipient: `+${OPEN}`, body: 'Your order is ready.' };

const send = (input: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  world().create('send_whatsapp_message', { ...INPUT, ...input }, more);

const accepted = {
  id: expect.stringMatching(/^wamid\./),
  status: 'accepted',
  skipped_reason: null,
  reason: null,
};

test('sends the text unchanged, and the number as digits', async () => {
  openWindow(world());
  const body = 'Hi {{first_name}},\n “two” {{{x}}} {{bundle.inputData.body}} 🎂\\n ';
  expect(await send({ body, recipient: '00966 50 000 0001' })).toEqual({
    ...accepted,
    recipient: OPEN,
    type: 'text',
    body,
  });
  const { sandbox, authData } = world();
  expect(sandbox.requests).toHaveLength(1);
  expect(sandbox.requests[0]).toMatchObject({
    method: 'POST',
    target: '/v1/message/send',
    json: { to: OPEN, type: 'text', text: { body, preview_url: false } },
    headers: { authorization: `Bearer ${authData.api_key}`, 'content-type': 'application/json' },
  });
});

test('reads a national number with the default country', async () => {
  openWindow(world());
  const authData = { ...world().authData, default_country: 'sa' };
  expect(await send({ recipient: '050 000 0001' }, { authData })).toMatchObject({ recipient: OPEN });
});

test('requests a preview and a new contact', async () => {
  world().sandbox.settings.windowClosed = 'fail';
  await send({ preview_url: 'yes', create_contact: true });
  expect(world().sandbox.requests[0]).toMatchObject({
    target: '/v1/message/send?create=true',
    json: { text: { preview_url: true } },
  });
});

test.each([
  [{ recipient: '' }, /^Recipient/],
  [{ recipient: '12' }, /^Recipient "12" has too few digits/],
  [{ body: ' ' }, /^Message Body is blank/],
  [{ preview_url: 'perhaps' }, /^Preview URL "perhaps" is neither yes nor no/],
  [{ create_contact: '2' }, /^Create Contact "2" is neither/],
  [{ once_per_reference: true }, /^Reference is blank, but Once per Reference needs it/],
  [{ do_not_repeat_minutes: 0 }, /^Do Not Repeat Within.*"0" is not a whole number from 1 to 10080/],
  [{ do_not_repeat_minutes: 10081 }, /"10081" is not a whole number/],
])('rejects %j without a request', async (input, says) => {
  const { name, message } = await failureOf(send(input));
  expect(name).toBe('AppError');
  expect(message).toMatch(says);
  expect(world().sandbox.requests).toEqual([]);
});

test.each([
  ['Message failed to send because more than 24 hours have passed'],
  ['Re-engagement message'],
  ['(#131047) Cannot send'],
  ['The customer care window is closed'],
  ['Session is expired'],
])('names the window and the template action if Azeer says %j', async (words) => {
  world().sandbox.faults.add({ kind: 'status', status: 400, body: { message: words } });
  const { name, message } = await failureOf(send());
  expect(name).toBe('AppError');
  expect(message).toMatch(/^The recipient's 24-hour window is closed \(".*use Send WhatsApp Template\.$/);
});

test('names the window if a refusal has no message', async () => {
  world().sandbox.faults.add({ kind: 'status', status: 400, body: {} });
  expect((await failureOf(send())).message).toMatch(
    /^Azeer rejected this message\. .* within 24 hours .*Send WhatsApp Template/,
  );
});

test.each([
  [{ kind: 'status', status: 401 } as const, 'ExpiredAuthError', /^Azeer rejected this API key/],
  [{ kind: 'status', status: 402 } as const, 'AppError', /^Azeer requires payment.*plan and balance/],
  [{ kind: 'status', status: 403 } as const, 'AppError', /that the key has Read and write/],
  [
    { kind: 'status', status: 404 } as const,
    'AppError',
    /couldn't find the recipient.*Create Contact to yes.*Send WhatsApp Template/,
  ],
  [
    { kind: 'status', status: 429, retryAfter: 7 } as const,
    'ThrottledError',
    /^This account made too many requests to Azeer/,
  ],
  [{ kind: 'status', status: 302 } as const, 'AppError', /^Azeer responded with a redirect/],
  [
    { kind: 'shape', body: { success: false, message: 'No such plan' } } as const,
    'AppError',
    /^Azeer rejected this message \("No such plan"\)/,
  ],
  [{ kind: 'shape', body: { success: false, errors: ['One', 'Two'] } } as const, 'AppError', /\("One"\)/],
  [
    { kind: 'shape', body: { success: false, errors: [{ message: 'Deep' }] } } as const,
    'AppError',
    /\("Deep"\)/,
  ],
])('fails if Azeer definitely did not send: %j', async (fault, kind, says) => {
  openWindow(world());
  world().sandbox.faults.add(fault);
  const { name, message, raw, delay } = await failureOf(send());
  expect(name).toBe(kind);
  expect(message).toMatch(says);
  expect(leaksIn(raw, world().authData.api_key)).toEqual([]);
  if (kind === 'ThrottledError') expect([Number(delay) >= 7, Number(delay) <= 37]).toEqual([true, true]);
  expect(world().sandbox.requests).toHaveLength(1);
});

test.each([
  [{ kind: 'status', status: 500 } as const, /^Azeer returned a server error\./],
  [{ kind: 'html' } as const, /^Azeer returned an unreadable response\./],
  [{ kind: 'html', status: 502 } as const, /^Azeer returned a server error\./],
  [{ kind: 'shape', body: '"ok"' } as const, /^Azeer returned an unreadable response\./],
  [{ kind: 'shape', body: 'null' } as const, /^Azeer returned an unreadable response\./],
  [{ kind: 'empty' } as const, /^Azeer returned an unreadable response\./],
  [{ kind: 'truncated' } as const, /^Azeer returned an unreadable response\./],
  [{ kind: 'drop', when: 'after' } as const, /^The connection to Azeer was lost/],
  [{ kind: 'shape', body: { error: 'Try later' } } as const, /unreadable response \("Try later"\)/],
])('returns status unknown if the message may have been sent: %j', async (fault, says) => {
  openWindow(world());
  world().sandbox.faults.add(fault);
  const result = await send();
  expect(result).toMatchObject({ id: null, status: 'unknown', skipped_reason: null, recipient: OPEN });
  const reason = String(Object(result).reason);
  expect(reason).toMatch(says);
  expect(reason).toContain('no message log or reference to look it up by');
  expect(world().sandbox.requests).toHaveLength(1);
});

test('accepts a response without an ID', async () => {
  openWindow(world());
  for (const body of [{ success: true }, {}, []]) {
    world().sandbox.faults.add({ kind: 'shape', body });
    expect(await send()).toMatchObject({ id: null, status: 'accepted', reason: null });
  }
});

test('reports that nothing was done if Azeer cannot be reached', async () => {
  process.env.MOTTASL_API_URL = await closedUrl();
  expect((await failureOf(send())).message).toMatch(/^Could not reach Azeer, so nothing was done/);
});

describe('Once per Reference', () => {
  const ONCE = { once_per_reference: true, reference: 'order-1042' };

  test('sends once per reference and recipient, and returns the first ID', async () => {
    openWindow(world());
    const first = Object(await send(ONCE));
    expect(await send({ ...ONCE, body: 'Another text' })).toMatchObject({
      id: first.id,
      status: 'skipped',
      skipped_reason: 'duplicate',
      reason: expect.stringMatching(/^An earlier run already sent this message/),
      body: 'Another text',
    });
    expect(await send({ ...ONCE, reference: 'order-1043' })).toMatchObject({ status: 'accepted' });
    expect(world().sandbox.business.messages).toHaveLength(2);
  });

  test('releases the reference of a refused message', async () => {
    const input = { ...ONCE, reference: 'order-1' };
    world().sandbox.faults.add({ kind: 'status', status: 400 });
    await failureOf(send(input));
    openWindow(world());
    expect(await send(input)).toMatchObject({ status: 'accepted' });
  });

  test('skips the repeat of an unclear message as unclear', async () => {
    const input = { ...ONCE, reference: 'order-2' };
    world().sandbox.faults.add({ kind: 'status', status: 500 });
    expect(await send(input)).toMatchObject({ status: 'unknown' });
    expect(await send(input)).toMatchObject({
      id: null,
      status: 'skipped',
      skipped_reason: 'unclear',
      reason: expect.stringMatching(/^An earlier run may have sent this message/),
    });
    expect(world().sandbox.requests).toHaveLength(1);
  });

  test('does not count tests', async () => {
    openWindow(world());
    const input = { ...ONCE, reference: 'order-3' };
    await send(input, { meta: { isLoadingSample: true } });
    expect(await send(input)).toMatchObject({ status: 'accepted' });
  });
});

describe('Do Not Repeat Within', () => {
  test('skips only the same text to the same recipient', async () => {
    openWindow(world());
    const input = { do_not_repeat_minutes: '10', body: 'Once only' };
    expect(await send(input)).toMatchObject(accepted);
    expect(await send(input)).toMatchObject({ status: 'skipped', skipped_reason: 'duplicate' });
    expect(await send({ ...input, body: 'Something else' })).toMatchObject(accepted);
  });
});
