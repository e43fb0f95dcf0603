import { failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

const BASE = { originator: 'Bakery', recipient: '447700900123', body: 'Your cake is ready.' };

const send = (inputData: object, platform: 'classic' | 'vortex' = 'classic', authData: object = {}) =>
  world().zapier.run('creates.send_sms.operation.perform', {
    authData: { ...world()[platform], ...authData },
    inputData: { ...BASE, ...inputData },
  });

const OWN = expect.stringMatching(/^zap-[a-z0-9]{10,}$/);

const fromNow = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
const HOUR = 3_600_000;

describe.each(['classic', 'vortex'] as const)(
  'on %s, refuses invalid input without a request:',
  (platform) => {
    test.each([
      ['a word for a number', { recipient: 'Customer' }, 'Recipient "Customer"'],
      ['a missing number', { recipient: undefined }, 'Recipient "" is blank'],
      ['a null number', { recipient: null }, 'Recipient "" is blank'],
      ['a blank number', { recipient: ' \n' }, 'Recipient "" is blank'],
      ['a list of numbers', { recipient: ['447700900123'] }, 'Recipient "" is blank'],
      [
        'a number without country',
        { recipient: '07700 900123' },
        'Recipient "07700 900123" has no country code',
      ],
      ['a number that is too short', { recipient: '+44 770' }, 'Recipient "+44 770" has too few digits'],
      [
        'a number that is too long',
        { recipient: '+447700900123456' },
        'Recipient "+447700900123456" has too many',
      ],
      ['two numbers', { recipient: '+447700900123, +447700900124' }, 'contains several numbers'],
      [
        'a shortened number',
        { recipient: '4.477E+11' },
        'Recipient "4.477E+11" was shortened by a spreadsheet',
      ],
      [
        'a long sender',
        { originator: 'Sixteen letters!' },
        platform === 'classic' ? 'Originator "Sixteen letters!" contains "!"' : 'is 16 characters long',
      ],
      ['a sender beyond GSM 03.38', { originator: 'Zażółć' }, 'Originator "Zażółć" contains "ż"'],
      ['a sender of two lines', { originator: 'Ba\nker' }, 'Originator "Ba ker" has a line break'],
      ['neither yes nor no', { shorten_urls: 'perhaps' }, 'Shorten URLs "perhaps" is neither yes nor no'],
      ['another one', { exclude_optouts: 2 }, 'Exclude Opt-Outs "2" is neither yes nor no'],
      ['no choice', { on_opted_out: 'go' }, 'If Recipient Opted Out "go" is not one of its choices'],
      [
        'a sender of 16 digits',
        { originator: '4477009001234567' },
        'Originator "4477009001234567" has 16 digits',
      ],
      ['a missing sender', { originator: undefined }, 'Originator "" is blank'],
      ['a blank sender', { originator: '  ' }, 'Originator "" is blank'],
      ['an empty text', { body: '' }, 'Message Body is blank'],
      ['a blank text', { body: ' \n ' }, 'Message Body is blank'],
      ['a null text', { body: null }, 'Message Body is blank'],
      ['a record for a text', { body: { text: 'x' } }, 'Message Body is blank'],
      ['a word for a time', { schedule_at: 'soon' }, 'Schedule At "soon" is not a date and time'],
      [
        'an impossible date',
        { schedule_at: '2031-02-30T10:00:00Z' },
        'Schedule At "2031-02-30T10:00:00Z" is not a date',
      ],
      [
        'a time without zone',
        { schedule_at: '2031-02-03T10:00' },
        'Schedule At "2031-02-03T10:00" has no UTC offset',
      ],
      [
        'a past time',
        { schedule_at: '2020-02-03T10:00:00Z' },
        'Schedule At "2020-02-03T10:00:00Z" is in the past',
      ],
      [
        'a time more than a year ahead',
        { schedule_at: '2190-02-03T10:00:00Z' },
        'Schedule At "2190-02-03T10:00:00Z" is more than a year',
      ],
    ])('%s', async (_, inputData, problem) => {
      const failure = await failureOf(send(inputData, platform));
      expect(failure).toMatchObject({ name: 'AppError', message: expect.stringContaining(problem) });
      expect(failure.message).toMatch(/^[^\n]{20,300}\.$/);
      expect(JSON.parse(failure.raw)).toEqual({ message: failure.message, code: 'invalid_input' });
      expect(world().sandbox.requests).toEqual([]);
    });

    test.each([
      [
        'an API Host that is a URL',
        { domain: 'https://sms.example.com/' },
        /^API Host "https:\/\/sms\.example\.com\/"/,
      ],
      [
        'an API Host with a password',
        { domain: 'bakery:hush@sms.example.com' },
        /^API Host "…@sms\.example\.com"/,
      ],
      ['a key in two words', { api_key: 'hush hush' }, /^API Key contains spaces/],
    ])('%s', async (_, authData, sentence) => {
      const failure = await failureOf(send({}, platform, authData));
      expect(failure).toMatchObject({ name: 'AppError', message: expect.stringMatching(sentence) });
      expect(failure.raw).not.toContain('hush');
      expect(world().sandbox.requests).toEqual([]);
    });
  },
);

describe('a sender name', () => {
  test.each([
    ['Twelve chars', 'is 12 characters long'],
    ['Tom & Co.', 'contains "&" "."'],
    ['Bäcker', 'contains "ä"'],
  ])('%j is refused on Classic and sent on Vortex', async (name, problem) => {
    const { message } = await failureOf(send({ originator: name }));
    expect(message).toContain(problem);
    expect(await send({ originator: name }, 'vortex')).toMatchObject({
      originator: name,
      status: 'accepted',
    });
  });
});

describe('a campaign, on Classic,', () => {
  test.each([
    ['Schedule At or sending hours', { schedule_at: fromNow(HOUR) }],
    ['Exclude Opt-Outs set to no', { exclude_optouts: false }],
  ])('cannot be combined with %s', async (other, inputData) => {
    const failure = await failureOf(send({ campaign_id: 'c-7', ...inputData }));
    expect(failure).toMatchObject({
      name: 'AppError',
      message: expect.stringContaining(`Campaign "c-7" can't be combined with ${other}`),
    });
    expect(world().sandbox.requests).toEqual([]);
  });

  test('is ignored on Vortex', async () => {
    const inputData = { campaign_id: 'c-7', schedule_at: fromNow(HOUR), exclude_optouts: false };
    expect(await send(inputData, 'vortex')).toMatchObject({ status: 'scheduled', campaign_id: null });
  });
});

describe('input of another type', () => {
  test.each([
    [
      'numbers',
      { recipient: 447700900123, originator: 60777, body: 42, reference: 1042, campaign_id: 7, route_id: 2 },
      {
        recipient: '447700900123',
        originator: '60777',
        body: '42',
        reference: '1042',
        campaignId: '7',
        routeId: '2',
      },
    ],
    ['booleans', { body: true, reference: false }, { body: 'true', reference: 'false' }],
    ['flags as words', { shorten_urls: 'Yes' }, { shortenUrls: true }],
    ['flags as numbers', { shorten_urls: 0 }, { shortenUrls: false }],
    [
      'blanks around',
      { originator: ' Bakery\n', recipient: ' +44 (0)7700 900123 ', reference: ' r ' },
      { originator: 'Bakery', recipient: '447700900123', reference: 'r' },
    ],
  ])('%s', async (_, inputData, json) => {
    await send(inputData);
    expect(world().sandbox.requests[0]?.json).toMatchObject(json);
  });

  test.each([
    ['null', null],
    ['empty', ''],
    ['blank', ' '],
    ['a list', []],
  ])('does not send an option that is %s', async (_, nothing) => {
    await send({ shorten_urls: nothing, exclude_optouts: nothing });
    expect(world().sandbox.requests[0]?.json).toStrictEqual({ ...BASE, reference: OWN, routeId: 'mglobal' });
  });

  test.each([null, '', ' ', []])(
    'does not send a reference, schedule, route, or campaign of %j',
    async (nothing) => {
      const inputData = { reference: nothing, schedule_at: nothing, route_id: nothing, campaign_id: nothing };
      await send({ ...inputData, on_opted_out: nothing });
      expect(world().sandbox.requests[0]).toMatchObject({ path: '/send/single' });
      expect(world().sandbox.requests[0]?.json).toStrictEqual({
        ...BASE,
        reference: OWN,
        routeId: 'mglobal',
      });
    },
  );
});

test.each([
  ['07700 900123', 'GB', '447700900123'],
  ['0171 3920001', 'de', '491713920001'],
  ['0033 6 39 98 00 01', 'GB', '33639980001'],
  ['+1 (202) 555-0123', null, '12025550123'],
])('sends the number %j with default country %j as %s', async (recipient, default_country, msisdn) => {
  expect(await send({ recipient }, 'classic', { default_country })).toMatchObject({ recipient: msisdn });
  expect(world().sandbox.requests[0]?.json).toMatchObject({ recipient: msisdn });
});
