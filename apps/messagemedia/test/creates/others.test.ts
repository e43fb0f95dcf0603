import { failureOf } from '../../../../tools/testing/failure.ts';
import { newAccount, PERSON, useWorld } from '../support/world.ts';

const world = useWorld();

const run = (key: string, inputData: object, authData = world().basic) =>
  world().zapier.run(`creates.${key}.operation.perform`, { authData, inputData: { ...inputData } });

const refused = async (key: string, inputData: object) => (await failureOf(run(key, inputData))).message;

const idOf = (record: unknown): string =>
  record instanceof Object && 'id' in record ? String(record.id) : 'none';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('cancel_message', () => {
  const schedule = async () => {
    const schedule_at = new Date(world().sandbox.clock.now() + 3_600_000).toISOString();
    return idOf(await run('send_sms', { recipient: `+${PERSON}`, body: 'Later', schedule_at }));
  };

  test.each(['basic', 'hmac'] as const)('cancels a scheduled message with a %s key', async (kind) => {
    const id = await schedule();
    expect(await run('cancel_message', { message_id: ` ${id} ` }, world()[kind])).toEqual({
      id,
      cancelled: true,
      status: 'CANCELLED',
    });
    expect(world().sandbox.accounts.basic.ledger.get(id)?.status).toBe('cancelled');
  });

  test('returns the current status of a message that was sent', async () => {
    const id = idOf(await run('send_sms', { recipient: `+${PERSON}`, body: 'Now' }));
    expect(await run('cancel_message', { message_id: id })).toEqual({
      id,
      cancelled: false,
      status: 'QUEUED',
    });
  });

  test('reports an already cancelled message as cancelled', async () => {
    const id = await schedule();
    await run('cancel_message', { message_id: id });
    expect(await run('cancel_message', { message_id: id })).toMatchObject({ cancelled: true });
  });

  test('fails for an unknown ID', async () => {
    expect(await refused('cancel_message', { message_id: UNKNOWN_ID })).toMatch(/couldn't find this item/);
  });

  test('looks up the message after an unclear response', async () => {
    const id = await schedule();
    world().sandbox.faults.add({ kind: 'status', status: 500, method: 'PUT', when: 'after' });
    expect(await run('cancel_message', { message_id: id })).toMatchObject({ cancelled: true });
    const other = await schedule();
    world().sandbox.faults.add({ kind: 'drop', method: 'PUT' });
    expect(await refused('cancel_message', { message_id: other })).toMatch(/may have been made/);
  });

  test('reports a refusal that the look-up does not explain', async () => {
    const id = await schedule();
    world().sandbox.faults.add({ kind: 'status', status: 400, method: 'PUT' });
    world().sandbox.faults.add({ kind: 'status', status: 404, method: 'GET' });
    expect(await refused('cancel_message', { message_id: id })).toMatch(/rejected this request/);
  });

  test('reports a refusal for a message that is still scheduled', async () => {
    const id = await schedule();
    world().sandbox.faults.add({ kind: 'status', status: 400, method: 'PUT' });
    expect(await refused('cancel_message', { message_id: id })).toMatch(/rejected this request/);
  });

  test('reports an unclear result if the look-up fails too', async () => {
    const id = await schedule();
    world().sandbox.faults.add({ kind: 'drop', method: 'PUT' });
    world().sandbox.faults.add({ kind: 'status', status: 403, method: 'GET' });
    expect(await refused('cancel_message', { message_id: id })).toMatch(/may have been made/);
  });

  test.each([['abc'], ['../webhooks'], ['']])('rejects the ID "%s" without a request', async (message_id) => {
    expect(await refused('cancel_message', { message_id })).toMatch(/^Message ID/);
    expect(world().sandbox.requests).toEqual([]);
  });
});

describe('opt-outs', () => {
  test('adds numbers, and returns which were on the list before', async () => {
    const { account, authData } = newAccount(world());
    account.ledger.optouts.add('+61491570157');
    const added = { note: null, created_at: null };
    expect(
      await run('add_optout', { mobile: [`+${PERSON}`, '+61491570157', `+${PERSON}`] }, authData),
    ).toEqual({
      mobile: PERSON,
      ...added,
      already_opted_out: false,
      mobiles: [
        { mobile: PERSON, ...added, already_opted_out: false },
        { mobile: '61491570157', ...added, already_opted_out: true },
      ],
    });
    expect([...account.ledger.optouts].toSorted()).toEqual([`+${PERSON}`, '+61491570157']);
  });

  test('adds ten numbers per request, even if the check fails', async () => {
    const { account, authData } = newAccount(world());
    world().sandbox.faults.add({ kind: 'status', status: 404, method: 'GET', times: 'always' });
    const mobile = Array.from({ length: 12 }, (_, index) => `+614915701${String(index).padStart(2, '0')}`);
    expect(await run('add_optout', { mobile }, authData)).toMatchObject({ already_opted_out: null });
    const posted = world().sandbox.requests.filter(({ method }) => method === 'POST');
    expect(posted.map(({ json }) => json)).toMatchObject([
      { numbers: mobile.slice(0, 10) },
      { numbers: mobile.slice(10) },
    ]);
    expect(account.ledger.optouts.size).toBe(12);
  });

  test('removes numbers one by one, and returns which were not on the list', async () => {
    const { account, authData } = newAccount(world());
    account.ledger.optouts.add(`+${PERSON}`);
    expect(await run('remove_optout', { mobile: `+${PERSON}, +61491570157` }, authData)).toEqual({
      mobile: PERSON,
      removed: true,
      mobiles: [
        { mobile: PERSON, removed: true },
        { mobile: '61491570157', removed: false },
      ],
    });
  });

  test.each(['add_optout', 'remove_optout'])('%s rejects no numbers and invalid numbers', async (key) => {
    expect(await refused(key, { mobile: [] })).toMatch(/^Mobile Numbers is blank/);
    expect(await refused(key, { mobile: [`+${PERSON}`, '12'] })).toMatch(/^Mobile Numbers "12"/);
    expect(world().sandbox.requests).toEqual([]);
  });
});

describe('contacts', () => {
  test('creates a contact on lists', async () => {
    const { account, authData } = newAccount(world());
    account.ledger.lists.push({ id: UNKNOWN_ID, name: 'Regulars' });
    const created = await run(
      'create_contact',
      { mobile: `+${PERSON}`, first_name: 'Priya', last_name: 'Iyer', list_ids: [UNKNOWN_ID] },
      authData,
    );
    expect(created).toEqual({
      id: account.ledger.contacts[0]?.id,
      mobile: PERSON,
      name: 'Priya Iyer',
      first_name: 'Priya',
      last_name: 'Iyer',
      created_at: expect.stringMatching(/Z$/),
      created: true,
    });
    expect(account.ledger.contacts[0]?.lists).toEqual([{ id: UNKNOWN_ID, name: 'Regulars' }]);
    expect(await run('create_contact', { mobile: `+${PERSON}` }, authData)).toMatchObject({
      id: idOf(created),
      created: false,
      name: 'Priya Iyer',
    });
  });

  test('looks up a contact whose response was lost', async () => {
    const { authData } = newAccount(world());
    world().sandbox.faults.add({ kind: 'drop-body', method: 'POST' });
    expect(await run('create_contact', { mobile: `+${PERSON}` }, authData)).toMatchObject({
      created: true,
      name: null,
    });
    world().sandbox.faults.add({ kind: 'drop', method: 'POST' });
    const failure = await failureOf(run('create_contact', { mobile: '+61491570157' }, authData));
    expect(failure.message).toMatch(/may have been made/);
  });

  test('reports an unclear result if the look-up fails', async () => {
    const { authData } = newAccount(world());
    world().sandbox.faults.add({ kind: 'drop', method: 'POST' });
    world().sandbox.faults.add({ kind: 'status', status: 403, method: 'GET' });
    const failure = await failureOf(run('create_contact', { mobile: `+${PERSON}` }, authData));
    expect(failure.message).toMatch(/may have been made/);
  });

  test('returns created as null for a contact without a time', async () => {
    const { authData } = newAccount(world());
    const contact = { id: UNKNOWN_ID, channels: [{ channelId: `+${PERSON}`, type: 'SMS' }] };
    world().sandbox.faults.add({ kind: 'drop', method: 'POST' });
    world().sandbox.faults.add({ kind: 'shape', body: { content: [contact] }, method: 'GET' });
    expect(await run('create_contact', { mobile: `+${PERSON}` }, authData)).toMatchObject({
      created_at: null,
      created: false,
    });
  });

  test('returns created as false for a contact that existed before', async () => {
    const { account, authData } = newAccount(world());
    await run('create_contact', { mobile: `+${PERSON}` }, authData);
    Object.assign(account.ledger.contacts[0] ?? {}, { createdAt: Date.now() - 3_600_000 });
    world().sandbox.faults.add({ kind: 'drop', method: 'POST' });
    expect(await run('create_contact', { mobile: `+${PERSON}` }, authData)).toMatchObject({ created: false });
  });

  test('names the field that MessageMedia rejects', async () => {
    const { authData } = newAccount(world());
    const failure = await failureOf(
      run('create_contact', { mobile: `+${PERSON}`, list_ids: [UNKNOWN_ID] }, authData),
    );
    expect(failure.message).toMatch(/"lists: no such list"/);
  });

  test('rejects an invalid number or list', async () => {
    expect(await refused('create_contact', { mobile: '12' })).toMatch(/^Mobile Number "12"/);
    expect(await refused('create_contact', { mobile: `+${PERSON}`, list_ids: ['x'] })).toMatch(
      /^Contact Lists "x" is not an ID/,
    );
    expect(world().sandbox.requests).toEqual([]);
  });

  test('deletes a contact, and returns whether it existed', async () => {
    const { account, authData } = newAccount(world());
    const id = idOf(await run('create_contact', { mobile: `+${PERSON}` }, authData));
    expect(await run('delete_contact', { contact_id: id }, authData)).toEqual({ id, deleted: true });
    expect(account.ledger.contacts).toEqual([]);
    expect(await run('delete_contact', { contact_id: id }, authData)).toEqual({ id, deleted: false });
    expect(await refused('delete_contact', { contact_id: '..' })).toMatch(/^Contact ID "\.\." is not an ID/);
  });
});

describe('check_sms and find_sms_problems', () => {
  const find = (inputData: object) =>
    world().zapier.run('searches.find_sms_problems.operation.perform', {
      authData: world().basic,
      inputData: { ...inputData },
    });

  test('return ok without a request', async () => {
    const input = { recipient: `+${PERSON}`, body: 'It’s ready', originator: 'Bakery' };
    const checked = {
      ok: true,
      problems: [],
      recipient: PERSON,
      country_code: 'AU',
      opted_out: null,
      parts: 1,
      encoding: 'UCS-2',
      characters: 10,
      unicode_characters: ['’'],
      body_plain: "It's ready",
      parts_plain: 1,
    };
    expect(await run('check_sms', input)).toEqual(checked);
    expect(await find(input)).toEqual([checked]);
    expect(world().sandbox.requests).toEqual([]);
  });

  test('name missing fields', async () => {
    expect(await run('check_sms', {})).toMatchObject({
      ok: false,
      recipient: null,
      parts: 0,
      problems: [expect.stringMatching(/^Recipient/), expect.stringMatching(/^Message Body/)],
    });
  });

  test('name every problem', async () => {
    world().sandbox.accounts.basic.ledger.optouts.add('+61491570188');
    expect(
      await run('check_sms', {
        recipient: '+61491570188',
        body: 'a'.repeat(5001),
        originator: 'Too long a name',
        check_optout: 'yes',
      }),
    ).toMatchObject({
      ok: false,
      opted_out: true,
      problems: [
        expect.stringMatching(/has opted out/),
        expect.stringMatching(/5001 characters/),
        expect.stringMatching(/^Originator/),
      ],
    });
    expect(await find({ recipient: '12' })).toMatchObject([
      {
        ok: false,
        recipient: null,
        problems: [expect.stringMatching(/^Recipient "12"/), expect.stringMatching(/^Message Body/)],
      },
    ]);
  });
});
