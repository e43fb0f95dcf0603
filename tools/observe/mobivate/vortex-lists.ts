import { type Chapter, type Claim, judge, NotTried, Unclear } from '../claim.ts';
import type { Look } from '../look.ts';
import type { Answer, Wish } from '../network.ts';
import {
  all,
  at,
  compareFields,
  type Fields,
  falls,
  filled,
  formsIn,
  isFields,
  orderOf,
  rowsOf,
  shown,
  timeOf,
  wordsIn,
} from '../values.ts';
import { badKey } from './both.ts';
import { statusClaim } from './statuses.ts';

const DAY = 86_400_000;

/** A UTC day, `YYYY-MM-DD`. */
export const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A request for the messages of some days. The last day is exclusive. */
export const historyOf = (from: number, to: number, more: Record<string, string | number> = {}): Wish => ({
  path: '/messages/history',
  query: { fromDate: day(from), toDate: day(to), ...more },
  timeoutMs: 60_000,
});

const week = (more: Record<string, string | number> = {}): Wish =>
  historyOf(Date.now() - 7 * DAY, Date.now() + DAY, more);

/** The list in a response, under either name. */
export const listIn = (answer: Answer): readonly Fields[] => {
  if (answer.status === 403)
    throw new NotTried(`the key may not: ${at(answer.json, 'error') ?? shown(answer)}`);
  const list = at(answer.json, 'results') ?? at(answer.json, 'records');
  if (!Array.isArray(list)) throw new Unclear(`${answer.line} answered ${shown(answer)}`);
  return rowsOf(list);
};

const history = (look: Look): Promise<Answer> => look.ask('history', week({ limit: 100, offset: 0 }));

const records = async (look: Look): Promise<readonly Fields[]> =>
  filled(listIn(await history(look)), 'message of the last seven days');

const RESULTS = ['type', 'results', 'scanned', 'matches', 'offset', 'limit'];

const PRODUCTION = ['id', 'reference', 'status', 'price', 'currency', 'parts', 'created_at', 'updated_at'];

const LISTS = {
  optouts: { path: '/addressbook/optouts', what: 'opt-out' },
  contacts: { path: '/addressbook/contacts', what: 'contact' },
  campaigns: { path: '/messages/campaigns', what: 'campaign' },
} as const;

/** A request for the campaigns of the last 30 days. */
export const campaignsOf = (): Wish => ({
  path: LISTS.campaigns.path,
  query: { offset: 0, limit: 100, fromDate: day(Date.now() - 30 * DAY), toDate: day(Date.now() + DAY) },
  timeoutMs: 60_000,
});

/** Requests a page of one of the lists. */
const listOf = (look: Look, name: keyof typeof LISTS): Promise<Answer> =>
  look.ask(
    name,
    name === 'campaigns'
      ? campaignsOf()
      : { path: LISTS[name].path, query: { offset: 0, limit: 100 }, timeoutMs: 60_000 },
  );

const envelope = (id: string, title: string, ask: (look: Look) => Promise<Answer>): Claim => ({
  id,
  says: `${title} comes as \`{type, results, scanned, matches, offset, limit}\`.`,
  source: 'production; the wiki shows `{success, records, offset, limit, total}`',
  sure: 'contradictory',
  uses: 'Nothing where it is the documented form: the app reads both. With a third one, lists, triggers and searches on Vortex fail.',
  by: 'reading',
  how: 'Read a page of the list.',
  check: async (look) => {
    const answer = await ask(look);
    listIn(answer);
    const { holds } = compareFields(rowsOf([answer.json]), RESULTS);
    return judge(holds, shown(answer));
  },
});

const fieldsClaim = (
  id: string,
  name: keyof typeof LISTS,
  wanted: readonly string[],
  more: Pick<Claim, 'source' | 'sure' | 'uses'>,
): Claim => ({
  id,
  says: `${LISTS[name].what === 'opt-out' ? 'An opt-out' : `A ${LISTS[name].what}`} of the list has ${wanted.map((field) => `\`${field}\``).join(', ')}.`,
  ...more,
  by: 'reading',
  how: 'Compare the field names of the list.',
  check: async (look) => {
    const rows = filled(listIn(await listOf(look, name)), LISTS[name].what);
    const { holds, seen } = compareFields(rows, wanted);
    return judge(holds, seen);
  },
});

export const vortexKeys: Chapter = {
  title: 'Vortex: keys',
  platforms: ['vortex'],
  claims: [
    {
      id: 'vortex-bad-key-401',
      says: 'A wrong key returns 401.',
      source: 'wiki: the code table says 401, the page on sending says 403',
      sure: 'contradictory',
      uses: 'A 401 asks the user to reconnect. With 403 a connection that lost its key looks as if it lacked a permission.',
      by: 'reading',
      how: 'Test an unknown key.',
      check: async (look) => {
        const answer = await badKey(look);
        return judge(answer.status === 401, shown(answer));
      },
    },
    {
      id: 'vortex-error-form',
      says: 'Errors are `{"success":false,"error":{"name","statusCode","message"}}`.',
      source: 'wiki, Delete a contact; production showed `{"error":"…"}` for a 403',
      sure: 'contradictory',
      uses: 'Error sentences: the app reads both.',
      by: 'reading',
      how: 'Test an unknown key.',
      check: async (look) => {
        const answer = await badKey(look);
        return judge(
          isFields(at(answer.json, 'error')) && typeof at(answer.json, 'error.message') === 'string',
          shown(answer),
        );
      },
    },
    {
      id: 'vortex-permission-named',
      says: 'A 403 names the permission that the key lacks, in brackets.',
      source: 'a client in production',
      sure: 'seen',
      uses: 'The sentence says which permission to tick, and where.',
      by: 'reading',
      how: 'Look at what is refused while reading: a key without some permission is needed.',
      check: async (look) => {
        const answers = [
          await history(look),
          await listOf(look, 'optouts'),
          await listOf(look, 'contacts'),
          await listOf(look, 'campaigns'),
        ];
        const refused = answers.filter(({ status }) => status === 403);
        if (refused.length === 0) throw new Unclear('the key has every permission that reading needs');
        const words = refused.map(
          ({ json }) => /\((\w+:\w+)\)/.exec(String(at(json, 'error') ?? at(json, 'message')))?.[1],
        );
        return judge(
          words.every((word) => word !== undefined),
          words.map((word) => word ?? 'none named').join(', '),
        );
      },
    },
    {
      id: 'vortex-receipt-url',
      says: 'Receipts go to the Receipt URL of the key, unless a send names a `callbackURL`; no webhook is registered by API.',
      source: 'wiki, Creating a new API key; Delivery notifications',
      sure: 'documented',
      uses: 'Instant triggers are refused on Vortex; Send SMS waits for delivery by `callbackURL`.',
      by: 'nothing',
      how: 'the Receipt URL is set by hand; that `callbackURL` works is seen with --send and --listen',
    },
    {
      id: 'vortex-ip-list',
      says: 'An IP allow-list on a key shuts Zapier out.',
      source: 'it follows from what the list is',
      sure: 'inferred',
      uses: 'The help of the connection says to choose Anywhere.',
      by: 'nothing',
      how: 'the list is set by hand',
    },
    {
      id: 'vortex-no-inbound',
      says: 'Replies and clicks are not posted.',
      source: 'no page has such a webhook',
      sure: 'inferred',
      uses: 'New Inbound Message and New Link Click work on Classic only.',
      by: 'nothing',
      how: 'what is not there cannot be seen',
    },
  ],
};

export const vortexHistory: Chapter = {
  title: 'Vortex: the history',
  platforms: ['vortex'],
  claims: [
    envelope('vortex-history-envelope', 'The history', history),
    {
      id: 'vortex-history-fields',
      says: `A message has ${PRODUCTION.map((name) => `\`${name}\``).join(', ')}.`,
      source: 'production; the wiki shows other fields',
      sure: 'seen',
      uses: 'The output of every trigger and search on messages.',
      by: 'reading',
      how: 'Compare the field names of the history.',
      check: async (look) => {
        const rows = await records(look);
        const { holds, seen } = compareFields(rows, PRODUCTION);
        return judge(holds, seen);
      },
    },
    {
      id: 'vortex-history-texts',
      says: 'A message also has `recipient`, `originator` and `text`.',
      source: 'wiki, Search sent and received messages',
      sure: 'documented',
      uses: 'The filters of triggers and searches by recipient and sender find nothing without them.',
      by: 'reading',
      how: 'Compare the field names of the history.',
      check: async (look) => {
        const rows = await records(look);
        const wanted = ['recipient', 'originator', 'text'];
        const gone = wanted.filter((name) => rows.some((row) => !(name in row)));
        return judge(gone.length === 0, gone.length === 0 ? 'all three' : `without ${gone.join(', ')}`);
      },
    },
    {
      id: 'vortex-history-capitals',
      says: 'The status of a message is written in capitals.',
      source: 'production; the wiki shows `Delivered`',
      sure: 'contradictory',
      uses: 'Nothing: statuses are compared without regard to case.',
      by: 'reading',
      how: 'Look at the statuses of the history.',
      check: async (look) => {
        const words = wordsIn(await records(look), 'status');
        return judge(
          words.every((word) => word === word.toUpperCase()),
          words.join(', '),
        );
      },
    },
    statusClaim('vortex', records),
    {
      id: 'vortex-history-numbers',
      says: '`parts` is a whole number, `price` a number, and `currency` three letters.',
      source: 'production',
      sure: 'seen',
      uses: 'Find Message Totals.',
      by: 'reading',
      how: 'Look at the types in the history.',
      check: async (look) => {
        const rows = await records(look);
        const holds = rows.every(
          ({ parts, price }) =>
            (parts === null || Number.isInteger(parts)) && (price === null || typeof price === 'number'),
        );
        return judge(
          holds && all(rows, 'currency', /^[A-Z]{3}$/),
          `parts ${formsIn(rows, 'parts').join(' or ')}, price ${formsIn(rows, 'price').join(' or ')}`,
        );
      },
    },
    {
      id: 'vortex-history-times',
      says: 'Times are written like `2024-02-03T04:05:06.789Z`.',
      source: 'production',
      sure: 'seen',
      uses: 'Times of messages: the app reads any offset; a time in another form comes out as null.',
      by: 'reading',
      how: 'Look at how times are written.',
      check: async (look) => {
        const rows = await records(look);
        const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
        return judge(all(rows, 'created_at', form), formsIn(rows, 'created_at').join(' and '));
      },
    },
    {
      id: 'vortex-history-newest-first',
      says: 'The history begins with the newest message.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Polling triggers on a busy account read the newest pages first and stop; from the oldest on they would have to read all.',
      by: 'reading',
      how: 'Compare the times of the history.',
      check: async (look) => {
        const times = (await records(look)).map(({ created_at }) => timeOf(created_at));
        if (falls(times) === null) throw new Unclear('all messages have the same time, or there is one');
        return judge(falls(times) === true, orderOf(times));
      },
    },
    {
      id: 'vortex-history-sort',
      says: '`sortField=created_at` with `sortDir=ASC` lists the oldest first.',
      source: 'wiki, Introduction to searching and pagination; the name of the field is a guess',
      sure: 'inferred',
      uses: 'Nothing: the app sorts what it got.',
      by: 'reading',
      how: 'Read the history sorted.',
      check: async (look) => {
        await records(look);
        const rows = listIn(
          await look.ask('history-ascending', week({ limit: 100, sortField: 'created_at', sortDir: 'ASC' })),
        );
        const times = rows.map(({ created_at }) => timeOf(created_at));
        if (falls(times) === null) throw new Unclear('all messages have the same time, or there is one');
        return judge(falls(times.toReversed()) === true, orderOf(times));
      },
    },
    {
      id: 'vortex-history-to-exclusive',
      says: '`toDate` is exclusive: the same day twice returns nothing.',
      source: 'production',
      sure: 'seen',
      uses: 'The app asks for the day after. Were it inclusive, it would read a day too much and leave it out.',
      by: 'reading',
      how: 'Read the day of a message, from that day to the same day.',
      check: async (look) => {
        const [newest] = await records(look);
        const time = timeOf(newest?.created_at);
        if (Number.isNaN(time)) throw new Unclear('the messages have no time');
        const answer = await look.ask('history-same-day', historyOf(time, time, { limit: 100 }));
        if (answer.status !== 200) return judge(false, shown(answer));
        const { length } = listIn(answer);
        return judge(length === 0, length === 0 ? 'nothing' : 'messages of that day');
      },
    },
    {
      id: 'vortex-history-needs-dates',
      says: 'Without dates the history is rejected with 400.',
      source: 'wiki, Search sent and received messages: both are required',
      sure: 'documented',
      uses: 'Nothing: the app always sends both.',
      by: 'reading',
      how: 'Read without dates.',
      check: async (look) => {
        const answer = await look.ask('history-no-dates', { path: '/messages/history', timeoutMs: 60_000 });
        return judge(answer.status === 400, shown(answer));
      },
    },
    {
      id: 'vortex-history-page-default',
      says: 'Without `limit` a page holds 10 messages.',
      source: 'wiki, in its example',
      sure: 'inferred',
      uses: 'Nothing: the app always sends a limit.',
      by: 'reading',
      how: 'Read without a limit.',
      check: async (look) => {
        const whole = await records(look);
        const { length } = listIn(await look.ask('history-default-page', week()));
        if (length < 10 && whole.length <= length) throw new Unclear('there are fewer than ten messages');
        return judge(length === 10, `${length} messages`);
      },
    },
    {
      id: 'vortex-history-offset',
      says: '`offset` skips messages.',
      source: 'wiki, Introduction to searching and pagination',
      sure: 'documented',
      uses: 'Everything that reads more than a page: otherwise messages are missed or seen twice.',
      by: 'reading',
      how: 'Read the second message alone.',
      check: async (look) => {
        const whole = await records(look);
        const rows = listIn(await look.ask('history-second', week({ limit: 1, offset: 1 })));
        if (whole.length < 2) throw new Unclear('there is only one message');
        return judge(
          rows.length === 1 && rows[0]?.id === whole[1]?.id,
          rows.length === 1 && rows[0]?.id === whole[0]?.id
            ? 'the first message again'
            : `${rows.length} messages`,
        );
      },
    },
    {
      id: 'vortex-history-limit-5000',
      says: 'A `limit` of 5,000 is taken.',
      source: 'production, in 7 to 18 s',
      sure: 'seen',
      uses: 'Searches read 5,000 a page: were it refused, all of them would fail.',
      by: 'reading',
      how: 'Read the last day with that limit.',
      check: async (look) => {
        const answer = await look.ask('history-5000', {
          ...historyOf(Date.now() - DAY, Date.now() + DAY, { limit: 5000 }),
          expects: [500, 502, 503, 504],
        });
        if (answer.status === 403) throw new NotTried('the key may not read the history');
        return judge(answer.status === 200, shown(answer));
      },
    },
    {
      id: 'vortex-history-limit-10000',
      says: 'A `limit` of 10,000 returns 502.',
      source: 'production',
      sure: 'seen',
      uses: 'Nothing: the app stays below. Were it taken, pages could be larger.',
      by: 'reading',
      how: 'Read the last day with that limit.',
      check: async (look) => {
        const answer = await look.ask('history-10000', {
          ...historyOf(Date.now() - DAY, Date.now() + DAY, { limit: 10_000 }),
          expects: [500, 502, 503, 504],
        });
        if (answer.status === 403) throw new NotTried('the key may not read the history');
        return judge(answer.status === 502, shown(answer));
      },
    },
    {
      id: 'vortex-history-originator',
      says: '`originator=` lists only messages of that sender, in any case.',
      source: 'production; not documented',
      sure: 'seen',
      uses: 'Nothing yet: the app compares senders itself.',
      by: 'reading',
      how: 'Read with the sender of a message, in small letters, and with an unknown one.',
      check: async (look) => {
        const sender = (await records(look))
          .map(({ originator }) => originator)
          .find((name) => typeof name === 'string');
        if (typeof sender !== 'string') throw new Unclear('the messages name no sender');
        const same = listIn(
          await look.ask('history-originator', week({ limit: 100, originator: sender.toLowerCase() })),
        );
        const none = listIn(
          await look.ask('history-originator-unknown', week({ limit: 100, originator: 'observe-none' })),
        );
        const isPure = same.every(
          ({ originator }) => String(originator).toLowerCase() === sender.toLowerCase(),
        );
        return judge(
          same.length > 0 && isPure && none.length === 0,
          `${same.length} of the sender, ${isPure ? 'no others' : 'others too'}; ${none.length} of a sender that nobody has`,
        );
      },
    },
    {
      id: 'vortex-history-direction',
      says: 'A message that came in is told by a word that begins with MO, inbound, incoming or received in `type`, `direction` or `status`.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'The direction of messages on Vortex: without such a word everything counts as sent.',
      by: 'reading',
      how: 'Look at those words in the history of an account that has replies.',
      check: async (look) => {
        const rows = await records(look);
        const isIn = (row: Fields) =>
          ['type', 'direction', 'status'].some((name) =>
            /^(mo|inbound|incoming|received)/i.test(String(row[name] ?? '')),
          );
        if (!rows.some(isIn))
          throw new Unclear('no message of the last seven days is told as one that came in');
        return judge(true, `${rows.filter(isIn).length} of ${rows.length} messages`);
      },
    },
    {
      id: 'vortex-no-message-by-id',
      says: 'No endpoint returns a single message by ID.',
      source: 'no page has one',
      sure: 'inferred',
      uses: 'Find Message by id reads the history of its window. Were there a path, one request would do.',
      by: 'reading',
      how: 'Ask for `/messages/<id>` and `/messages/history/<id>` of a message.',
      check: async (look) => {
        const [record] = await records(look);
        const answers = [
          await look.ask('message-by-id', { path: `/messages/${record?.id}` }),
          await look.ask('message-by-id-in-history', { path: `/messages/history/${record?.id}` }),
        ];
        return judge(
          answers.every(({ status }) => status >= 400),
          answers.map(shown).join('; '),
        );
      },
    },
  ],
};

export const vortexLists: Chapter = {
  title: 'Vortex: opt-outs, contacts, campaigns',
  platforms: ['vortex'],
  claims: [
    envelope('vortex-optouts-envelope', 'The list of opt-outs', (look) => listOf(look, 'optouts')),
    fieldsClaim(
      'vortex-optouts-fields',
      'optouts',
      ['userID', 'msisdn', 'created_at', 'updated_at', 'id', 'group'],
      {
        source: 'production; the wiki shows `{msisdn, created_on}`',
        sure: 'contradictory',
        uses: 'New Opt-Out, Find Opt-Out: the app reads `msisdn`, `note`, and either time.',
      },
    ),
    envelope('vortex-contacts-envelope', 'The list of contacts', (look) => listOf(look, 'contacts')),
    fieldsClaim('vortex-contacts-fields', 'contacts', ['id', 'alias', 'msisdn', 'created_on'], {
      source: 'wiki, List contacts; not seen in production',
      sure: 'documented',
      uses: 'Find Contact, and the list of contacts to choose from.',
    }),
    envelope('vortex-campaigns-envelope', 'The list of campaigns', (look) => listOf(look, 'campaigns')),
    fieldsClaim(
      'vortex-campaigns-fields',
      'campaigns',
      ['id', 'name', 'recipientCount', 'scheduled', 'status'],
      {
        source: 'wiki, List message campaigns; not seen in production',
        sure: 'documented',
        uses: 'Find Campaign.',
      },
    ),
    {
      id: 'vortex-no-group-list',
      says: 'Groups cannot be listed: there is no `GET /addressbook/groups`.',
      source: 'no page has it',
      sure: 'inferred',
      uses: 'Create Contact Group cannot look for a group of that name after an unclear result. Could groups be listed, it would.',
      by: 'reading',
      how: 'Ask for it.',
      check: async (look) => {
        const answer = await look.ask('groups', {
          path: '/addressbook/groups',
          query: { offset: 0, limit: 10 },
        });
        return judge(answer.status === 404 || answer.status === 405, shown(answer));
      },
    },
    {
      id: 'vortex-no-balance',
      says: 'There is no `GET /wallet/balance`.',
      source: 'a public client tries it and says that it may not be there',
      sure: 'unknown',
      uses: 'Nothing. Were it there, the app could show the credit.',
      by: 'reading',
      how: 'Ask for it.',
      check: async (look) => {
        const answer = await look.ask('balance', { path: '/wallet/balance' });
        return judge(answer.status >= 400, shown(answer));
      },
    },
    {
      id: 'vortex-group-form',
      says: '`POST /addressbook/groups` wants a form, not JSON.',
      source: 'wiki, Group management',
      sure: 'documented',
      uses: 'Create Contact Group.',
      by: 'nothing',
      how: 'a group cannot be deleted by API, so none is made',
    },
    {
      id: 'vortex-templates',
      says: '`POST /send/template` takes a `templateID`; templates cannot be listed.',
      source: 'wiki, Send a campaign based on template',
      sure: 'documented',
      uses: 'Send Template SMS.',
      by: 'nothing',
      how: "it needs a template of the account, whose ID can't be looked up",
    },
  ],
};
