import type { FaultSpec } from '../../../../sandbox/mobivate/index.ts';
import { useDrivenClock } from '../../../../tools/testing/clock.ts';
import { leaksIn } from '../../../../tools/testing/secrets.ts';
import { closedUrl } from '../../../../tools/testing/server.ts';
import { failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

const run = (
  authData: Record<string, unknown>,
  key: string,
  inputData: Record<string, unknown>,
): Promise<unknown> => world().zapier.run(`creates.${key}.operation.perform`, { authData, inputData });

const vortex = (key: string, inputData: Record<string, unknown>) => run(world().vortex, key, inputData);

const login = () => {
  const { username, password } = world().sandbox.accounts.classic;
  return { username, password };
};

const classic = (key: string, inputData: Record<string, unknown>) =>
  run({ ...world().classic, ...login() }, key, inputData);

const wire = () => world().sandbox.requests.map(({ method, target, json }) => ({ method, target, json }));

const NUMBER = '447700900123';

describe('on Vortex', () => {
  test('creates a contact with its alias and fields', async () => {
    const { sandbox } = world();
    const result = await vortex('create_contact', {
      mobile: '+44 7700 900123',
      name: 'Regular {{1}}',
      fields: { town: '{{town}}', 'shoe size': 42, empty: '' },
    });
    expect(wire()).toEqual([
      {
        method: 'POST',
        target: '/addressbook/contacts',
        json: {
          alias: 'Regular {{1}}',
          msisdn: NUMBER,
          meta: { town: '{{town}}', 'shoe size': '42', empty: '' },
        },
      },
    ]);
    expect(result).toEqual({
      id: sandbox.accounts.vortex.ledger.contacts.at(-1)?.id,
      mobile: NUMBER,
      name: 'Regular {{1}}',
      created_at: new Date(sandbox.clock.now()).toISOString(),
    });
  });

  test('uses the number as the name of a contact without one', async () => {
    await vortex('create_contact', { mobile: NUMBER, name: ' ', fields: {} });
    expect(wire()).toMatchObject([{ json: { alias: NUMBER, msisdn: NUMBER } }]);
    expect(wire()).not.toMatchObject([{ json: { meta: {} } }]);
  });

  const createOne = async (): Promise<string> => {
    await vortex('create_contact', { mobile: NUMBER, name: 'Gone soon' });
    const { contacts } = world().sandbox.accounts.vortex.ledger;
    world().sandbox.requests.splice(0);
    return contacts.at(-1)?.id ?? '';
  };

  afterEach(() => {
    world().sandbox.accounts.vortex.ledger.contacts.splice(0);
  });

  test('deletes a contact by ID with one request', async () => {
    const id = await createOne();
    expect(await vortex('delete_contact', { contact_id: ` ${id} ` })).toEqual({ id, deleted: true });
    expect(wire()).toEqual([{ method: 'DELETE', target: `/addressbook/contacts/${id}`, json: undefined }]);
    expect(world().sandbox.accounts.vortex.ledger.contacts).toEqual([]);
  });

  test('deletes a contact by number if Mobivate rejects IDs', async () => {
    const id = await createOne();
    world().sandbox.settings.contactDeleteBy = 'msisdn';
    expect(await vortex('delete_contact', { contact_id: id })).toEqual({ id, deleted: true });
    expect(wire().map(({ method, target }) => `${method} ${target}`)).toEqual([
      `DELETE /addressbook/contacts/${id}`,
      'GET /addressbook/contacts?offset=0&limit=5000',
      `DELETE /addressbook/contacts/${NUMBER}`,
    ]);
  });

  test('deletes a contact by ID if Mobivate rejects the given number', async () => {
    await createOne();
    world().sandbox.settings.contactDeleteBy = 'id';
    expect(await vortex('delete_contact', { contact_id: NUMBER })).toEqual({ id: NUMBER, deleted: true });
  });

  test('returns deleted: false for a missing contact, and deletes no other one', async () => {
    const id = await createOne();
    expect(await vortex('delete_contact', { contact_id: 'gone' })).toEqual({ id: 'gone', deleted: false });
    expect(wire().map(({ method, target }) => `${method} ${target}`)).toEqual([
      'DELETE /addressbook/contacts/gone',
      'GET /addressbook/contacts?offset=0&limit=5000',
    ]);
    expect(world().sandbox.accounts.vortex.ledger.contacts).toContainEqual(expect.objectContaining({ id }));
  });

  test.each(['../auth/test', '..', '%2e%2e', 'a b', 'a/b', 'a?b', '.'])(
    'rejects %s as a contact ID',
    async (id) => {
      const { message } = await failureOf(vortex('delete_contact', { contact_id: id }));
      expect(message).toBe(
        `Contact "${id}" is not a contact ID. Choose a contact from the list, or map the ID from Find Contact.`,
      );
      expect(wire()).toEqual([]);
    },
  );

  test('creates a group with a form', async () => {
    const { sandbox } = world();
    const result = await vortex('create_contact_group', { name: ' Regulars & {{co}} ' });
    const [request] = sandbox.requests;
    expect(request).toMatchObject({ method: 'POST', target: '/addressbook/groups' });
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({ name: 'Regulars & {{co}}' });
    const { groups } = sandbox.accounts.vortex.ledger;
    expect(result).toEqual({ id: groups.at(-1)?.id, name: 'Regulars & {{co}}' });
    expect(groups.at(-1)?.name).toBe('Regulars & {{co}}');
  });

  test('returns a null ID for a group without one', async () => {
    world().sandbox.faults.add({ kind: 'shape', body: { success: true } });
    expect(await vortex('create_contact_group', { name: 'Some' })).toEqual({ id: null, name: 'Some' });
  });

  test("quotes Mobivate's error for an existing group", async () => {
    await vortex('create_contact_group', { name: 'Twice' });
    const { message } = await failureOf(vortex('create_contact_group', { name: 'Twice' }));
    expect(message).toMatch(/^Mobivate rejected this request \("A group with this name exists"\)/);
  });

  test.each([
    ['create_contact', { mobile: NUMBER }, 'create:Contacts'],
    ['delete_contact', { contact_id: 'one' }, 'delete:Contacts'],
    ['create_contact_group', { name: 'One' }, 'create:Groups'],
  ])('%s names the permission that it lacks', async (key, inputData, permission) => {
    const authData = { api_key: world().sandbox.accounts.vortexLimited.key };
    const { message } = await failureOf(run(authData, key, inputData));
    expect(message).toContain(`lacks the Mobivate permission ${permission}. Select it`);
  });

  test('never retries a change', async () => {
    world().sandbox.faults.add({ kind: 'status', status: 500, times: 'always' });
    for (const [key, inputData] of [
      ['create_contact', { mobile: NUMBER }],
      ['delete_contact', { contact_id: 'one' }],
      ['create_contact_group', { name: 'One' }],
    ] as const) {
      const { message } = await failureOf(vortex(key, inputData));
      expect(message).toMatch(/^Mobivate returned a server error\. The change may have been made/);
    }
    const changes = wire().filter(({ method }) => method !== 'GET');
    // A group is asked for again: there cannot be two of one name.
    expect(changes).toHaveLength(4);
  });
});

describe('an unclear result on Vortex', () => {
  const LOST = { kind: 'drop', when: 'after', method: 'POST' } as const;
  const book = () => world().sandbox.accounts.vortex.ledger;

  test('returns the contact if it was created', async () => {
    world().sandbox.faults.add(LOST);
    const result = await vortex('create_contact', { mobile: '+44 7700 900321', name: 'Lost' });
    const [contact] = book().contacts.filter(({ alias }) => alias === 'Lost');
    expect(result).toMatchObject({ id: contact?.id, mobile: '447700900321', name: 'Lost' });
  });

  test('fails if the contact was not created', async () => {
    world().sandbox.faults.add({ kind: 'drop', method: 'POST' });
    const { message } = await failureOf(
      vortex('create_contact', { mobile: '+44 7700 900322', name: 'None' }),
    );
    expect(message).toMatch(/The change may have been made\. Check your/);
  });

  test('looks up a group in the list of groups', async () => {
    const { sandbox } = world();
    sandbox.settings.vortexGroupList = true;
    sandbox.faults.add(LOST);
    const result = await vortex('create_contact_group', { name: 'Listed' });
    const [group] = book().groups.filter(({ name }) => name === 'Listed');
    expect(result).toEqual({ id: group?.id, name: 'Listed' });
    sandbox.faults.add({ kind: 'drop', method: 'POST' });
    const { message } = await failureOf(vortex('create_contact_group', { name: 'Not listed' }));
    expect(message).toMatch(/The change may have been made/);
    expect(book().groups.some(({ name }) => name === 'Not listed')).toBe(false);
  });

  test('tries to create the group again without a list', async () => {
    const { sandbox } = world();
    sandbox.faults.add(LOST);
    expect(await vortex('create_contact_group', { name: 'Made' })).toEqual({ id: null, name: 'Made' });
    sandbox.faults.add({ kind: 'drop', method: 'POST' });
    const result = await vortex('create_contact_group', { name: 'Made now' });
    expect(result).toEqual({ id: book().groups.at(-1)?.id, name: 'Made now' });
    expect(book().groups.filter(({ name }) => name.startsWith('Made'))).toHaveLength(2);
  });
});

describe('on Classic', () => {
  test('adds a contact to lists with the login, not the key', async () => {
    const { sandbox } = world();
    const result = await classic('create_contact', {
      mobile: '+44 7700 900123',
      name: 'Regular {{1}}',
      applications: 'contacts:42, optouts:call; appointments',
      reference: 'r & {{2}}',
      fields: { left: 'out' },
    });
    const [request] = sandbox.requests;
    expect(sandbox.requests).toHaveLength(1);
    expect(request).toMatchObject({ method: 'GET', path: '/api/contacts/create', body: '' });
    expect(request?.query).toEqual({
      ...login(),
      msisdn: NUMBER,
      applications: 'contacts:42,optouts:call,appointments',
      name: 'Regular {{1}}',
      reference: 'r & {{2}}',
    });
    expect(request?.headers).toEqual({
      accept: 'application/json',
      'user-agent': expect.stringMatching(/^mobivate-zapier\/\d/),
      host: new URL(sandbox.url).host,
      connection: 'keep-alive',
    });
    expect(result).toEqual({ id: null, mobile: NUMBER, name: 'Regular {{1}}', created_at: null });
    expect(sandbox.accounts.classic.ledger.listEntries).toMatchObject([
      { application: 'contacts:42', msisdn: NUMBER, reference: 'r & {{2}}' },
      { application: 'appointments', msisdn: NUMBER },
    ]);
  });

  test('removes a contact from lists', async () => {
    const { sandbox } = world();
    const result = await classic('delete_contact', { mobile: NUMBER, applications: 'contacts:42' });
    expect(sandbox.requests).toHaveLength(1);
    expect(sandbox.requests[0]).toMatchObject({ method: 'GET', path: '/api/contacts/delete' });
    expect(sandbox.requests[0]?.query).toEqual({
      ...login(),
      msisdn: NUMBER,
      applications: 'contacts:42',
    });
    expect(result).toEqual({ id: NUMBER, deleted: true });
  });

  test('sends no name for a contact without one', async () => {
    expect(await classic('create_contact', { mobile: NUMBER, applications: 'contacts:1' })).toMatchObject({
      name: null,
    });
  });

  test.each(['create_contact', 'delete_contact'])(
    '%s names missing fields without a request',
    async (key) => {
      const input = { mobile: NUMBER, applications: 'contacts:42' };
      const noLogin =
        'Contact lists on Classic need your hub login. Fill in Hub Username and Hub Password in your connection.';
      expect((await failureOf(run(world().classic, key, input))).message).toBe(noLogin);
      expect((await failureOf(run({ ...world().classic, username: 'half' }, key, input))).message).toBe(
        noLogin,
      );
      expect((await failureOf(classic(key, { mobile: NUMBER }))).message).toMatch(/^Lists is blank/);
      expect((await failureOf(classic(key, { ...input, mobile: '12' }))).message).toMatch(
        /^Mobile Number "12"/,
      );
      expect(wire()).toEqual([]);
    },
  );

  test('Create Contact Group rejects Classic accounts', async () => {
    const { message } = await failureOf(classic('create_contact_group', { name: 'One' }));
    expect(message).toMatch(/^Create Contact Group needs a Vortex key; this connection is Classic/);
    expect(wire()).toEqual([]);
  });

  test('a wrong login expires the connection', async () => {
    const authData = { ...world().classic, username: 'somebody', password: 'wrong' };
    const { name, message } = await failureOf(
      run(authData, 'create_contact', { mobile: NUMBER, applications: 'contacts:42' }),
    );
    expect(name).toBe('ExpiredAuthError');
    expect(message).toBe(
      'Mobivate rejected the Hub Username or Hub Password of this connection. Reconnect Mobivate with the correct ones.',
    );
  });

  test.each([
    [{ kind: 'status', status: 500 }, /^Mobivate returned a server error\. The change may have been made/],
    [{ kind: 'drop' }, /^The connection to Mobivate was lost before it responded\. The change may/],
    [{ kind: 'drop-body' }, /^The connection to Mobivate was lost before it responded\. The change may/],
    [{ kind: 'truncated' }, /^Mobivate returned an unreadable response\. The change may/],
    [{ kind: 'html' }, /^Mobivate returned an unreadable response/],
    [{ kind: 'shape', body: { status: 'no' } }, /^Mobivate returned an unreadable response/],
    [{ kind: 'shape', body: { status: 'not ok' } }, /^Mobivate returned an unreadable response/],
    [{ kind: 'shape', body: { status: 'ok: 0 of 1' } }, /^Mobivate returned an unreadable response/],
    [{ kind: 'status', status: 400, body: { code: 400, message: 'No such list' } }, /\("No such list"\)/],
    [{ kind: 'status', status: 302, headers: { Location: '/elsewhere' } }, /responded with a redirect/],
  ] satisfies [FaultSpec, RegExp][])('reports %j after one request', async (fault, sentence) => {
    world().sandbox.faults.add(fault);
    const { message } = await failureOf(
      classic('create_contact', { mobile: NUMBER, applications: 'contacts:42' }),
    );
    expect(message).toMatch(sentence);
    expect(wire()).toHaveLength(1);
  });

  test('stops reading an endless response', async () => {
    world().sandbox.faults.add({ kind: 'shape', body: { status: 'ok', more: 'x'.repeat(2_000_000) } });
    const { message } = await failureOf(
      classic('create_contact', { mobile: NUMBER, applications: 'contacts:42' }),
    );
    expect(message).toMatch(/^The connection to Mobivate was lost before it responded\. The change may/);
  });

  test('is retried by Zapier after too many requests', async () => {
    world().sandbox.faults.add({ kind: 'status', status: 429, retryAfter: 9 });
    const failure = await failureOf(
      classic('create_contact', { mobile: NUMBER, applications: 'contacts:42' }),
    );
    expect(failure).toMatchObject({ name: 'ThrottledError', delay: expect.any(Number) });
  });

  test.each(['http:', 'https:'])('reports an unreachable server at %s', async (protocol) => {
    process.env.MOBIVATE_TASKS_URL = (await closedUrl()).replace('http:', protocol);
    const { message } = await failureOf(
      classic('create_contact', { mobile: NUMBER, applications: 'contacts:42' }),
    );
    process.env.MOBIVATE_TASKS_URL = world().sandbox.url;
    expect(message).toMatch(/^Could not reach Mobivate, so nothing was done/);
  });

  describe('when the step runs out of time', () => {
    const clock = useDrivenClock();

    test('does not wait for a hanging response', async () => {
      const hang = world().sandbox.faults.add({ kind: 'hang' });
      const failing = failureOf(classic('create_contact', { mobile: NUMBER, applications: 'contacts:42' }));
      await clock.until(() => hang.hits === 1);
      expect((await clock.through(failing)).message).toMatch(
        /^Mobivate did not respond in time\. The change/,
      );
    });
  });

  describe('the login never appears', () => {
    const LOGINS = [
      { username: 'bo', password: 'x7' },
      { username: 'bakery@example.com', password: `p%40ss!'()*~ "ü+&=` },
      { username: '{{user}} name+1', password: '{{bundle.authData.api_key}}' },
      { username: 'q=1&password=2', password: 'a/b?c#d%' },
    ];

    test.each(LOGINS)(
      '$username and $password arrive as they are, and stay out of result and log',
      async (own) => {
        const { sandbox, zapier } = world();
        const account = sandbox.createAccount({ name: own.username, platform: 'classic', ...own });
        const authData = { api_key: account.key, ...own };
        const input = { mobile: NUMBER, applications: 'contacts:42' };
        const result = await run(authData, 'create_contact', input);
        expect(result).toMatchObject({ mobile: NUMBER });
        expect(sandbox.requests[0]?.query).toMatchObject(own);
        const encoded = new URLSearchParams(own).toString();
        sandbox.faults.add({ kind: 'status', status: 400, body: { message: `Bad query: ${encoded}` } });
        const refused = await failureOf(run(authData, 'delete_contact', input));
        expect(refused.message).toMatch(/^Mobivate rejected this request \("Bad query/);
        const traces = JSON.stringify([result, refused, zapier.logs]);
        expect(traces).not.toContain(encoded);
        for (const secret of [own.password, new URLSearchParams({ '': own.password }).toString().slice(1)])
          expect(leaksIn(JSON.parse(traces), secret)).toEqual([]);
        if (own.username.length > 2) expect(leaksIn(JSON.parse(traces), own.username)).toEqual([]);
        expect(JSON.stringify(zapier.logs)).not.toContain('api/contacts');
      },
    );
  });
});

test("shows each platform's fields", async () => {
  const keysOf = async (key: string, authData: Record<string, unknown>) => {
    const fields = await world().zapier.run(`creates.${key}.operation.inputFields`, { authData });
    return Array.isArray(fields) ? fields.map((field) => field.key) : [];
  };
  expect(await keysOf('create_contact', world().classic)).toEqual([
    'mobile',
    'applications',
    'name',
    'reference',
  ]);
  expect(await keysOf('create_contact', world().vortex)).toEqual(['mobile', 'name', 'fields']);
  expect(await keysOf('delete_contact', world().classic)).toEqual(['mobile', 'applications', 'warning']);
  expect(await keysOf('delete_contact', world().vortex)).toEqual(['contact_id', 'warning']);
});
