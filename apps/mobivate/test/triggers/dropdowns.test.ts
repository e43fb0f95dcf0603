import { originator } from '../../src/fields/message.ts';
import { useWorld } from '../support/world.ts';
import { newAccount } from './support.ts';

const world = useWorld();

/** Loads a page (from 0) of a dropdown. The platform gives no number for the first page. */
const list = (key: string, authData: { api_key: string }, page?: number) =>
  world().zapier.run(`triggers.${key}.operation.perform`, {
    authData,
    meta: { page, isFillingDynamicDropdown: true },
  });

const HOUR = 3_600_000;

describe('sender_list', () => {
  test('fills the Originator field', () => {
    expect(originator.dynamic).toBe('sender_list.id.name');
  });

  test.each(['classic', 'vortex'] as const)(
    'lists each sender once, last used first (%s)',
    async (platform) => {
      const { sandbox } = world();
      const { account, authData } = newAccount(world(), platform);
      const names = ['Bakery', 'Bikes', 'Bakery', '447700900800'];
      sandbox.seedMessages(account, 4, { originator: (index) => names[index] ?? '' });
      sandbox.seedMessages(account, 1, { originator: '447700900123', direction: 'MO' });
      expect(await list('sender_list', authData)).toEqual(
        ['447700900800', 'Bakery', 'Bikes'].map((name) => ({ id: name, name })),
      );
      expect(sandbox.requests).toHaveLength(1);
    },
  );

  test('looks back a month if there is no message in the last day', async () => {
    const { sandbox } = world();
    const { account, authData } = newAccount(world());
    sandbox.seedMessages(account, 2, { originator: 'Bakery', createdAt: Date.now() - 600 * HOUR });
    expect(await list('sender_list', authData)).toEqual([{ id: 'Bakery', name: 'Bakery' }]);
    expect(sandbox.requests).toHaveLength(2);
  });

  test('skips messages without an originator', async () => {
    const { account, authData } = newAccount(world());
    world().sandbox.seedMessages(account, 2, { originator: (index) => (index ? 'Bakery' : '') });
    expect(await list('sender_list', authData)).toEqual([{ id: 'Bakery', name: 'Bakery' }]);
  });
});

describe.each(['contact_list', 'campaign_list'])('%s on Classic', (key) => {
  test('is empty without a request', async () => {
    expect(await list(key, newAccount(world()).authData)).toEqual([]);
    expect(world().sandbox.requests).toEqual([]);
  });
});

describe('contact_list on Vortex', () => {
  test('returns pages with a name for each contact', async () => {
    const { account, authData } = newAccount(world(), 'vortex');
    for (let index = 0; index < 120; index += 1) {
      account.ledger.contacts.push({
        id: `contact-${index}`,
        alias: index === 119 ? '' : `alias-${index}`,
        msisdn: String(447_700_900_000 + index),
        meta: {},
        createdAt: Date.now() - index * HOUR,
      });
    }
    const pages = [await list('contact_list', authData, 0), await list('contact_list', authData, 1)];
    expect(pages.map((page) => Array.isArray(page) && page.length)).toEqual([100, 20]);
    expect(pages.flat()).toContainEqual({ id: 'contact-7', name: 'alias-7' });
    expect(pages.flat()).toContainEqual({ id: 'contact-119', name: '447700900119' });
  });

  test('falls back to the id if there is no name or number', async () => {
    const { authData } = newAccount(world(), 'vortex');
    world().sandbox.faults.add({ kind: 'shape', body: { results: [{ id: 'x' }], matches: 1 } });
    expect(await list('contact_list', authData)).toEqual([{ id: 'x', name: 'x' }]);
  });
});

describe('campaign_list on Vortex', () => {
  test('shows campaign names, or ids without a name', async () => {
    const { account, authData } = newAccount(world(), 'vortex');
    for (const [index, name] of ['Spring', null].entries()) {
      account.ledger.campaigns.push({
        id: `campaign-${index}`,
        name,
        recipientCount: 2,
        scheduledAt: Date.now(),
        createdAt: Date.now() - index * HOUR,
        endsAt: Date.now(),
      });
    }
    expect(await list('campaign_list', authData)).toEqual([
      { id: 'campaign-0', name: 'Spring' },
      { id: 'campaign-1', name: 'campaign-1' },
    ]);
    expect(await list('campaign_list', authData, 1)).toEqual([]);
  });
});
