import type { RecordedRequest } from '../exchange.ts';

/**
 * The field names of a request: in its query, in its body, and in the items of `messages` or `recipients`.
 */
interface Names {
  readonly query?: readonly string[];
  readonly body?: readonly string[];
  readonly item?: readonly string[];
}

type Table = readonly (readonly [method: string, path: RegExp, names: Names])[];

const CLASSIC_LIST = ['startDate', 'endDate', 'page', 'pageSize'];

const CLASSIC: Table = [
  ['POST', /^\/auth\//, { body: ['username', 'password'] }],
  ['POST', /^\/webhooks\//, { body: ['url'] }],
  [
    'POST',
    /^\/send\/single$/,
    { body: ['originator', 'recipient', 'body', 'routeId', 'campaignId', 'reference', 'shortenUrls'] },
  ],
  [
    'POST',
    /^\/send\/(batch|campaign)$/,
    {
      body: [
        'routeId',
        'messages',
        'recipients',
        'name',
        'shortenUrls',
        'excludeOptouts',
        'excludeDuplicates',
        'spreadHours',
        'scheduleDateTime',
      ],
      item: ['originator', 'recipient', 'text', 'body', 'reference', 'routeId'],
    },
  ],
  ['GET', /^\/message$/, { query: [...CLASSIC_LIST, 'direction'] }],
  ['GET', /^\/addressbook\/optout$/, { query: CLASSIC_LIST }],
  ['POST', /^\/addressbook\/optout$/, { body: ['mobile'] }],
  ['DELETE', /\/optout$/, { body: ['mobile'] }],
];

const VORTEX_LIST = ['offset', 'limit', 'sortField', 'sortDir'];
const VORTEX_DAYS = [...VORTEX_LIST, 'fromDate', 'toDate'];
const VORTEX_SEND = [
  'text',
  'originator',
  'shortenUrls',
  'excludeOptouts',
  'scheduleDateTime',
  'callbackURL',
];
const VORTEX_BULK = [
  ...VORTEX_SEND,
  'recipients',
  'recipient',
  'name',
  'excludeDuplicates',
  'excludeOptOuts',
  'spreadHours',
];
const VORTEX_ITEM = ['recipient', 'reference', 'meta', 'originator', 'text'];

const VORTEX: Table = [
  // Clients that send `body` and `routeId` work too.
  ['POST', /^\/send\/single$/, { body: [...VORTEX_SEND, 'recipient', 'reference', 'body', 'routeId'] }],
  ['POST', /^\/send\/batch$/, { body: VORTEX_BULK, item: VORTEX_ITEM }],
  [
    'POST',
    /^\/send\/template$/,
    { body: [...VORTEX_BULK, 'templateID'], item: [...VORTEX_ITEM, 'language'] },
  ],
  ['POST', /^\/send\/alias$/, { body: VORTEX_BULK }],
  ['GET', /^\/messages\/history$/, { query: [...VORTEX_DAYS, 'originator'] }],
  ['GET', /^\/messages\/campaigns$/, { query: VORTEX_DAYS }],
  ['GET', /^\/addressbook\//, { query: VORTEX_LIST }],
  ['POST', /^\/addressbook\/optouts$/, { body: ['msisdn'] }],
  ['POST', /^\/addressbook\/contacts$/, { body: ['alias', 'msisdn', 'meta'] }],
  ['POST', /^\/addressbook\/groups$/, { body: ['name'] }],
];

const TABLES = { classic: CLASSIC, vortex: VORTEX };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keysOf = (value: unknown): string[] => (isObject(value) ? Object.keys(value) : []);

const itemsOf = (json: unknown): unknown[] =>
  isObject(json) ? [json.messages, json.recipients].flatMap((list) => (Array.isArray(list) ? list : [])) : [];

const formOf = ({ headers, body }: RecordedRequest): string[] =>
  /^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '')
    ? [...new URLSearchParams(body).keys()]
    : [];

/**
 * Returns the first unknown field name of a request, or `null`. Whether the real Mobivate ignores unknown
 * fields is not known. The sandbox rejects them to reveal misspelled names.
 */
export function unknownField(platform: 'classic' | 'vortex', request: RecordedRequest): string | null {
  const row = TABLES[platform].find(([method, path]) => method === request.method && path.test(request.path));
  const { query = [], body = [], item = [] } = row?.[2] ?? {};
  const odd = (names: readonly string[], known: readonly string[]) =>
    names.find((name) => !known.includes(name));
  return (
    odd(Object.keys(request.query), [...query, 'api_key']) ??
    odd([...keysOf(request.json), ...formOf(request)], body) ??
    odd(itemsOf(request.json).flatMap(keysOf), item) ??
    null
  );
}
