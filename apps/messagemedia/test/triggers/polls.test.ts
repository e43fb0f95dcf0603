import { failureOf } from '../../../../tools/testing/failure.ts';
import { newAccount, PERSON, useWorld } from '../support/world.ts';

const world = useWorld();

const HOUR = 3_600_000;
const LOG = '/v2-preview/reporting/messages/detail';

const poll = (key: string, inputData: object, authData: Record<string, string>, meta = {}) =>
  world().zapier.run(`triggers.${key}.operation.perform`, { authData, inputData: { ...inputData }, meta });

const idsOf = (found: unknown) =>
  Array.isArray(found)
    ? found.map((record: unknown) => (record instanceof Object && 'id' in record ? record.id : null))
    : [];

describe('message_logged', () => {
  test.each(['newest', 'oldest'] as const)(
    'returns the last day, newest first, from a log with the %s first',
    async (reportOrder) => {
      const { account, authData } = newAccount(world());
      world().sandbox.settings.reportOrder = reportOrder;
      const now = Date.now();
      const seeded = world().sandbox.seedMessages(account, 230, { from: now - 23 * HOUR, to: now });
      world().sandbox.seedMessages(account, 5, { from: now - 40 * HOUR, to: now - 30 * HOUR });
      expect(idsOf(await poll('message_logged', {}, authData))).toEqual(
        seeded.map(({ id }) => id).toReversed(),
      );
      const pages = world().sandbox.requests.map(({ json }) => json);
      expect(pages.slice(0, 3)).toMatchObject([{ page: 0 }, { page: 1 }, { page: 2 }]);
      expect(world().sandbox.requests[0]?.json).toMatchObject({
        timezone: 'UTC',
        direction: 'all',
        page: 0,
        page_size: 100,
      });
    },
  );

  test('filters by direction, originator, and recipient', async () => {
    const { account, authData } = newAccount(world());
    const [inbound] = world().sandbox.seedMessages(account, 1, {
      direction: 'inbound',
      source: `+${PERSON}`,
    });
    world().sandbox.seedMessages(account, 3);
    expect(idsOf(await poll('message_logged', { direction: 'inbound' }, authData))).toEqual([inbound?.id]);
    expect(idsOf(await poll('message_logged', { originator: `+${PERSON}` }, authData))).toEqual([
      inbound?.id,
    ]);
    expect(idsOf(await poll('message_logged', { recipient: '+61491570110' }, authData))).toEqual([
      inbound?.id,
    ]);
  });

  test('returns three examples from the last week in the editor', async () => {
    const { account, authData } = newAccount(world());
    const seeded = world().sandbox.seedMessages(account, 5, {
      from: Date.now() - 100 * HOUR,
      to: Date.now() - 90 * HOUR,
    });
    const examples = await poll('message_logged', { direction: 'any' }, authData, { isLoadingSample: true });
    expect(idsOf(examples)).toEqual(
      seeded
        .map(({ id }) => id)
        .toReversed()
        .slice(0, 3),
    );
  });

  test.each(['message_logged', 'message_status_changed'])(
    '%s fails for an account without reports, also in the editor',
    async (key) => {
      for (const meta of [{}, { isLoadingSample: true }]) {
        const failure = await failureOf(poll(key, {}, world().bare, meta));
        expect(failure.message).toMatch(/Messaging Reports/);
        world().sandbox.faults.add({ kind: 'status', status: 404, path: LOG });
        expect((await failureOf(poll(key, {}, world().basic, meta))).message).toMatch(
          /^MessageMedia has no message log for this account.* switch on Messaging Reports\.$/,
        );
      }
    },
  );

  test('reads on after a short page', async () => {
    const { authData } = newAccount(world());
    const line = (message_id: string) => ({ message_id, timestamp: new Date().toISOString() });
    const answer = (messages: object[], has_next: unknown) =>
      world().sandbox.faults.add({ kind: 'shape', body: { messages, pagination: { has_next } } });
    answer([line('a')], true);
    answer([line('b'), { broken: true }], false);
    expect(idsOf(await poll('message_logged', {}, authData)).toSorted()).toEqual(['a', 'b']);
    answer([line('c')], null);
    expect(idsOf(await poll('message_logged', {}, authData))).toEqual(['c']);
    world().sandbox.faults.add({ kind: 'shape', body: { messages: [line('d')] } });
    expect(idsOf(await poll('message_logged', {}, authData))).toEqual(['d']);
  });
});

describe('message_status_changed', () => {
  test('returns a record per status, last changed first', async () => {
    const { account, authData } = newAccount(world());
    const [first, second] = world().sandbox.seedMessages(account, 2, { status: 'enroute' });
    world().sandbox.seedMessages(account, 1, { direction: 'inbound' });
    Object.assign(first ?? {}, { status: 'delivered', updatedAt: Date.now() });
    expect(await poll('message_status_changed', {}, authData)).toMatchObject([
      { id: `${first?.id}:DELIVERED`, message_id: first?.id, outcome: 'delivered' },
      { id: `${second?.id}:ENROUTE`, message_id: second?.id, outcome: 'pending' },
    ]);
    expect(idsOf(await poll('message_status_changed', { outcomes: ['pending'] }, authData))).toEqual([
      `${second?.id}:ENROUTE`,
    ]);
  });

  test('reads as many hours as Lookback Hours', async () => {
    const { account, authData } = newAccount(world());
    world().sandbox.seedMessages(account, 1, { createdAt: Date.now() - 30 * HOUR });
    expect(await poll('message_status_changed', {}, authData)).toEqual([]);
    expect(await poll('message_status_changed', { lookback_hours: '48' }, authData)).toHaveLength(1);
    const examples = await poll('message_status_changed', {}, authData, { isLoadingSample: true });
    expect(examples).toMatchObject([{ id: expect.stringMatching(/:DELIVERED$/) }]);
  });

  test.each([0, 73, 0.5, 'soon'])('rejects a Lookback Hours of %s', async (lookback_hours) => {
    const failure = await failureOf(poll('message_status_changed', { lookback_hours }, world().basic));
    expect(failure.message).toMatch(/^Lookback Hours ".*" is not a whole number from 1 to 72/);
    expect(world().sandbox.requests).toEqual([]);
  });

  test('sorts a message without an update time last', async () => {
    const { authData } = newAccount(world());
    const messages = [
      { message_id: 'a', status: 'queued' },
      { message_id: 'b', status: 'sent', last_status_update: '2026-01-01T00:00:00Z' },
    ];
    world().sandbox.faults.add({ kind: 'shape', body: { messages } });
    expect(idsOf(await poll('message_status_changed', {}, authData))).toEqual(['b:SENT', 'a:QUEUED']);
  });
});

describe('dropdowns', () => {
  const open = (key: string, authData = world().basic) =>
    poll(key, {}, authData, { isFillingDynamicDropdown: true });

  test('offer senders whose approval has not expired', async () => {
    expect(await open('sender_list')).toEqual([
      { id: 'Bakery', name: 'Bakery (The shop)' },
      { id: '61491570110', name: '61491570110' },
    ]);
  });

  test('offer all senders of several pages', async () => {
    const { account, authData } = newAccount(world());
    for (let index = 0; index < 130; index += 1) {
      account.ledger.senders.push({
        id: `s${index}`,
        sender_address: `Shop ${index}`,
        sender_address_type: 'ALPHANUMERIC',
        label: null,
        display_status: 'APPROVED',
      });
    }
    expect(await open('sender_list', authData)).toHaveLength(130);
    expect(world().sandbox.requests).toHaveLength(2);
  });

  test('stop at a list that repeats itself', async () => {
    const body = { data: [{ sender_address: null }], pagination: { next_token: 'again' } };
    world().sandbox.faults.add({ kind: 'shape', body, times: 'always' });
    expect(await open('sender_list')).toEqual([]);
    expect(world().sandbox.requests).toHaveLength(20);
  });

  test('offer contact lists', async () => {
    const { lists } = world().sandbox.accounts.basic.ledger;
    expect(await open('contact_list')).toEqual(lists);
  });
});
