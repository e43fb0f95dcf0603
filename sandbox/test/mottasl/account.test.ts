import type { Settings } from '../../mottasl/index.ts';
import { settingsSchema } from '../../mottasl/settings.ts';
import { call, withSandbox } from './support.ts';

const contact = (mobile: string, more: object = {}) => ({
  platform_id: mobile,
  platform: 'whatsapp',
  profile_name: 'Lina Haddad',
  profile_display_name: 'Lina',
  country_code: 'SA',
  ...more,
});

test('lets a read-only key read and not write, and refuses any other key', () =>
  withSandbox(async (sandbox) => {
    const { readOnly } = sandbox.keys;
    expect((await call(sandbox, 'GET', '/agent', undefined, readOnly.key)).status).toBe(200);
    expect((await call(sandbox, 'POST', '/tags', { tag: 'x' }, readOnly.key)).status).toBe(403);
    expect((await call(sandbox, 'GET', '/agent', undefined, 'wrong')).status).toBe(401);
  }));

test.each(settingsSchema.entries.lists.options)('wraps lists as %s', (lists: Settings['lists']) =>
  withSandbox(
    async (sandbox) => {
      for (const path of ['/agent', '/tags', '/partner/templates', '/webhook']) {
        const { status, json } = await call(sandbox, 'GET', path);
        expect(status).toBe(200);
        expect(Array.isArray(json)).toBe(lists === 'array');
      }
    },
    { settings: { lists } },
  ),
);

test('says how many records there are where a list is cut', () =>
  withSandbox(
    async (sandbox) => {
      expect((await call(sandbox, 'GET', '/tags')).json).toMatchObject({ data: [{ id: 12 }], total: 2 });
    },
    { settings: { listLimit: 1 } },
  ));

test('creates agents while the plan has seats', () =>
  withSandbox(async (sandbox) => {
    const agent = {
      role: 'agent',
      email: 'eva@example.org',
      name: 'eva',
      display_name: 'Eva',
      status: 'active',
    };
    sandbox.business.seats = 1;
    expect((await call(sandbox, 'POST', '/agent', agent)).json).toMatchObject({
      success: true,
      data: [{ agent_id: expect.any(String) }],
    });
    expect((await call(sandbox, 'POST', '/agent', agent)).status).toBe(402);
    expect((await call(sandbox, 'POST', '/agent', { role: 'agent' })).status).toBe(400);
    const [one] = sandbox.business.agents;
    expect((await call(sandbox, 'GET', `/agent/${one?.id}`)).json).toMatchObject({ is_agent: true });
    expect((await call(sandbox, 'GET', '/agent/none')).status).toBe(404);
  }));

test('creates a tag once, tags contacts with it and assigns them', () =>
  withSandbox(async (sandbox) => {
    expect((await call(sandbox, 'POST', '/tags', { tag: 'new', colour: '#fff' })).json).toMatchObject({
      data: { id: 16, tag: 'new', colour: '#fff' },
    });
    expect((await call(sandbox, 'POST', '/tags', { tag: 'new' })).status).toBe(400);
    expect((await call(sandbox, 'POST', '/tags', {})).status).toBe(400);
    const lina = sandbox.addContact({ platformId: '966500000001', name: 'Lina' });
    const tagging = { platform_id: '966500000001', tag_ids: [16] };
    expect((await call(sandbox, 'POST', '/contact/tags', tagging)).status).toBe(201);
    expect([...lina.tags]).toEqual([16]);
    expect((await call(sandbox, 'POST', '/contact/tags', { ...tagging, tag_ids: [99] })).status).toBe(404);
    expect((await call(sandbox, 'POST', '/contact/tags', {})).status).toBe(400);
    const assignment = { platform_id: '966500000001', assigned_platform_id: 'dana.k@example.org' };
    expect((await call(sandbox, 'POST', '/contact/assign', assignment)).status).toBe(200);
    expect(lina.agent).toBe('dana.k@example.org');
    expect((await call(sandbox, 'POST', '/contact/assign', { ...assignment, platform_id: '1' })).status).toBe(
      404,
    );
    expect((await call(sandbox, 'POST', '/contact/assign', {})).status).toBe(400);
  }));

test('creates up to 15 contacts at once and 1,000 in the background', () =>
  withSandbox(async (sandbox) => {
    const rows = Array.from({ length: 16 }, (_, index) => contact(`9665000000${10 + index}`, { tags: [12] }));
    expect((await call(sandbox, 'POST', '/contact/create', { mode: 'sync', contacts: rows })).status).toBe(
      400,
    );
    expect((await call(sandbox, 'POST', '/contact/create', { mode: 'async', contacts: rows })).json).toEqual(
      {},
    );
    expect(sandbox.business.contacts).toHaveLength(16);
    expect((await call(sandbox, 'POST', '/contact/create', { mode: 'sync', contacts: [] })).status).toBe(400);
  }));

test('names the contacts that failed, and refuses country codes of the other kind, where that is switched on', () =>
  withSandbox(
    async (sandbox) => {
      const rows = [contact('966500000001'), contact('966500000901')];
      expect(
        (await call(sandbox, 'POST', '/contact/create', { mode: 'sync', contacts: rows })).json,
      ).toMatchObject({
        data: [{ success: true }, { success: false, platform_id: '966500000901' }],
      });
      const dialled = [contact('966500000002', { country_code: '966' })];
      expect(
        (await call(sandbox, 'POST', '/contact/create', { mode: 'sync', contacts: dialled })).status,
      ).toBe(400);
    },
    { settings: { contacts: 'failures', countryCodes: 'iso' } },
  ));

test.each(settingsSchema.entries.components.options)(
  'lists the components of templates as %s',
  (components) =>
    withSandbox(
      async (sandbox) => {
        const { text } = await call(sandbox, 'GET', '/partner/templates');
        expect(text).toContain('{{1}}');
      },
      { settings: { components } },
    ),
);

test('answers 404 to everything else', () =>
  withSandbox(async (sandbox) => {
    expect((await call(sandbox, 'DELETE', '/message/1')).status).toBe(404);
  }));
