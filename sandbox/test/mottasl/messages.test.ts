import type { Settings } from '../../mottasl/index.ts';
import { settingsSchema } from '../../mottasl/settings.ts';
import { call, TEXT, withSandbox } from './support.ts';

const template = (argument: object, more: object = {}) => ({
  to: '966500000001',
  type: 'template',
  template: { template_id: 'order_ready', language: 'en', argument, ...more },
});

test('takes a text within 24 hours of the last message of the contact, and none after', () =>
  withSandbox(async (sandbox) => {
    sandbox.inbound({ from: TEXT.to, text: 'Is it ready?' });
    sandbox.clock.advance(23 * 3_600_000);
    expect(await call(sandbox, 'POST', '/message/send', TEXT)).toMatchObject({ status: 200 });
    sandbox.clock.advance(2 * 3_600_000);
    expect(await call(sandbox, 'POST', '/message/send', TEXT)).toMatchObject({
      status: 400,
      json: { success: false, message: expect.stringContaining('24 hours') },
    });
  }));

test('accepts a text outside of the window and reports it as failed, where that is switched on', () =>
  withSandbox(
    async (sandbox) => {
      sandbox.addContact({ platformId: TEXT.to, name: 'Lina' });
      expect(await call(sandbox, 'POST', '/message/send', TEXT)).toMatchObject({ status: 200 });
      sandbox.clock.advance(10_000);
      expect(sandbox.business.messages.map(({ status }) => status)).toEqual(['failed']);
    },
    { settings: { windowClosed: 'fail' } },
  ));

test('refuses a number that is no contact, and makes it one with create=true', () =>
  withSandbox(async (sandbox) => {
    const argument = { HEADER: ['7'], BODY: ['Lina', '7', 'six'], BUTTONS: ['7'] };
    expect((await call(sandbox, 'POST', '/message/send', template(argument))).status).toBe(404);
    expect((await call(sandbox, 'POST', '/message/send?create=true', template(argument))).status).toBe(200);
    expect(sandbox.business.contacts.map(({ platformId }) => platformId)).toEqual(['966500000001']);
    sandbox.clock.advance(10_000);
    expect(sandbox.business.messages[0]?.status).toBe('read');
  }));

test.each([
  ['too few values', template({ HEADER: [], BODY: ['Lina'] }), /parameters does not match/],
  ['an empty value', template({ HEADER: ['7'], BODY: ['', '7', 'six'], BUTTONS: ['7'] }), /Invalid length/],
  ['an unknown template', template({ HEADER: [], BODY: [] }, { template_id: 'none' }), /does not exist/],
  [
    'an unapproved template',
    template({ HEADER: [], BODY: ['x'] }, { template_id: 'summer_sale' }),
    /not approved/,
  ],
  ['another language', template({ HEADER: [], BODY: [] }, { language: 'fr' }), /no translation fr/],
  ['a number with a plus', { ...TEXT, to: '+966500000001' }, /digits only/],
  ['a field that does not exist', { ...TEXT, sender: 'Bakery' }, /never/],
])('refuses %s', (_met, body, says) =>
  withSandbox(async (sandbox) => {
    const { status, text } = await call(sandbox, 'POST', '/message/send?create=true', body);
    expect(status).toBe(400);
    expect(text).toMatch(says);
  }),
);

test.each(settingsSchema.entries.sent.options)('gives the id at %s', (sent: Settings['sent']) =>
  withSandbox(
    async (sandbox) => {
      sandbox.inbound({ from: TEXT.to });
      const { text } = await call(sandbox, 'POST', '/message/send', TEXT);
      expect(text.includes('wamid.')).toBe(sent !== 'none');
    },
    { settings: { sent } },
  ),
);

test.each(settingsSchema.entries.errors.options)('writes an error as %s', (errors: Settings['errors']) =>
  withSandbox(
    async (sandbox) => {
      const { status, text } = await call(sandbox, 'POST', '/message/send', {});
      expect(status).toBe(400);
      expect(text.startsWith(errors === 'html' ? '<html>' : '{')).toBe(true);
    },
    { settings: { errors } },
  ),
);
