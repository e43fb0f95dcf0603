import { useWorld } from '../support/world.ts';
import { hexId, hookOf, json, newAccount, quiet } from './support.ts';

const world = useWorld();
const hook = hookOf(world, 'inbound_message');
quiet();

const inbound = (id: string, given: object = {}) => ({
  id,
  originator: '447700900123',
  recipient: '447700900800',
  body: 'Yes, at six',
  created: '2024-02-03T04:05:06+0000',
  inReplyTo: null,
  logicalMessageId: 'BB',
  ownerUserId: 'DD',
  ...given,
});

const paths = () => world().sandbox.requests.map(({ path }) => path);

describe('a delivery', () => {
  test('returns one record', async () => {
    expect(await hook.perform(json(inbound('AA')))).toEqual([
      {
        id: 'AA',
        originator: '447700900123',
        recipient: '447700900800',
        body: 'Yes, at six',
        keyword: 'YES',
        is_stop: false,
        is_start: false,
        received_at: '2024-02-03T04:05:06.000Z',
        in_reply_to: null,
        batch_id: 'BB',
        owner_user_id: 'DD',
        original: null,
      },
    ]);
  });

  test.each([
    [{}, ['Y', 'J', 'N', 'S']],
    [{ keywords: ['yes'] }, ['Y']],
    [{ keywords: 'YES, ja' }, ['Y', 'J']],
    [{ keywords: 'NEIN;ja' }, ['J']],
    [{ keywords: ['', '!'] }, ['Y', 'J', 'N', 'S']],
    [{ recipient: '60777' }, ['S']],
    [{ recipient: '+44 7700 900800' }, ['Y', 'J', 'N']],
    [{ recipient: '07700 900800', keywords: ['yes', 'stop'] }, ['Y']],
    [{ recipient: 'yes' }, []],
  ])('with the filters %j returns %j', async (inputData, wanted) => {
    const body = [
      inbound('Y'),
      inbound('J', { body: ' “Ja”  bitte' }),
      inbound('N', { body: '' }),
      inbound('S', { body: 'Stop', recipient: '60777' }),
    ];
    const given = await hook.perform(json(body), inputData);
    expect(given).toEqual(wanted.map((id) => expect.objectContaining({ id })));
  });
});

describe('Include Original', () => {
  const ASKED = { include_original: 'true' };

  test('looks up the message that it replies to', async () => {
    const { account, authData } = newAccount(world());
    const [sent] = world().sandbox.seedMessages(account, 1);
    const id = hexId(sent?.id ?? '');
    const given = await hook.perform(json(inbound('AA', { inReplyTo: id })), ASKED, authData);
    expect(given).toMatchObject([{ id: 'AA', original: { id, direction: 'outbound' } }]);
    expect(paths()).toEqual([`/message/${id}`]);
  });

  test('makes no request if it is not a reply', async () => {
    expect(await hook.perform(json(inbound('AA')), ASKED)).toMatchObject([{ original: null }]);
    expect(paths()).toEqual([]);
  });

  test('returns the message even if the look-up fails', async () => {
    world().sandbox.faults.add({ kind: 'status', status: 429, path: '/message/*', times: 'always' });
    const given = await hook.perform(json(inbound('AA', { inReplyTo: 'CC' })), ASKED);
    expect(given).toMatchObject([{ id: 'AA', original: null }]);
  });
});

describe('performList', () => {
  const reply = async (count: number) => {
    const { sandbox } = world();
    const { account, authData } = newAccount(world());
    sandbox.seedMessages(account, count);
    for (let index = 0; index < count; index += 1) {
      sandbox.inbound(account, { from: String(447_700_900_000 + index), text: index % 2 ? 'No' : 'Yes' });
    }
    return authData;
  };

  test('returns at most three recent inbound messages', async () => {
    const given = await hook.list({}, await reply(5));
    expect(given).toHaveLength(3);
    expect(given).toMatchObject([{ original: null }, { original: null }, { original: null }]);
    expect(paths()).toEqual(['/message']);
  });

  test('looks up their originals if requested', async () => {
    const given = await hook.list({ include_original: true }, await reply(5));
    expect(given).toMatchObject(Array.from({ length: 3 }, () => ({ original: { direction: 'outbound' } })));
    expect(paths()).toHaveLength(4);
  });

  test('applies the filters', async () => {
    expect(await hook.list({ keywords: ['NO'] }, await reply(5))).toMatchObject([
      { keyword: 'NO' },
      { keyword: 'NO' },
    ]);
  });
});
