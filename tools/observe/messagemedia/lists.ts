import { type Chapter, type Claim, judge, Unclear } from '../claim.ts';
import type { Look } from '../look.ts';
import type { Answer, Wish } from '../network.ts';
import { permitted } from '../permitted.ts';
import {
  all,
  at,
  compareFields,
  type Fields,
  falls,
  filled,
  isFields,
  orderOf,
  rowsOf,
  shown,
  timeOf,
  wordsIn,
} from '../values.ts';
import { hooks } from './keys.ts';

const DAY = 86_400_000;
const BOTH = ['basic', 'hmac'];

export const BLACKLIST = '/v1/number_authorisation/mt/blacklist';
export const CONTACTS = '/api/v1/contacts/contacts';
const SENDERS = '/v1/messaging/numbers/sender_address/addresses';

/** A request for the messages of a period. */
export const detailOf = (from: number, to: number, more: Record<string, unknown> = {}): Wish => ({
  method: 'POST',
  path: '/v2-preview/reporting/messages/detail',
  json: {
    start_date: new Date(from).toISOString(),
    end_date: new Date(to).toISOString(),
    timezone: 'UTC',
    page: 0,
    page_size: 100,
    ...more,
  },
  reads: true,
});

const week = (more: Record<string, unknown> = {}): Wish =>
  detailOf(Date.now() - 7 * DAY, Date.now() + DAY, more);

const detail = async (look: Look): Promise<Answer> => permitted(await look.ask('detail', week()));

const messages = async (look: Look): Promise<readonly Fields[]> =>
  filled(rowsOf(at((await detail(look)).json, 'messages')), 'message of the last seven days');

const LINE = [
  'message_id',
  'format',
  'timestamp',
  'direction',
  'status',
  'status_code',
  'source_address',
  'destination_address',
  'content',
  'account_id',
  'units',
  'metadata',
];

const STATUSES: ReadonlySet<string> = new Set(
  'undefined queued processing processed failed scheduled cancelled delivered expired enroute held submitted rejected undeliverable read'.split(
    ' ',
  ),
);

const senders = async (look: Look): Promise<Answer> =>
  permitted(await look.ask('senders', { path: SENDERS, query: { page_size: 20 } }));

const replies = (look: Look) => look.ask('replies', { path: '/v1/replies' });

const reports = (look: Look) => look.ask('delivery-reports', { path: '/v1/delivery_reports' });

const blacklist = async (look: Look): Promise<Answer> =>
  permitted(await look.ask('blacklist', { path: BLACKLIST }));

const contacts = async (look: Look): Promise<Answer> =>
  permitted(await look.ask('contacts', { path: CONTACTS, query: { pageSize: 100 } }));

const envelope = (
  id: string,
  says: string,
  ask: (look: Look) => Promise<Answer>,
  names: readonly string[],
  uses: string,
): Claim => ({
  id,
  says,
  source: 'specification',
  sure: 'documented',
  uses,
  by: 'reading',
  how: 'Read the list.',
  check: async (look) => {
    const answer = await ask(look);
    return judge(
      answer.status === 200 && isFields(answer.json) && compareFields([answer.json], names).holds,
      shown(answer),
    );
  },
});

const fields = (
  id: string,
  what: string,
  rows: (look: Look) => Promise<readonly Fields[]>,
  names: readonly string[],
  uses: string,
): Claim => ({
  id,
  says: `${what} has ${names.map((name) => `\`${name}\``).join(', ')}.`,
  source: 'specification',
  sure: 'documented',
  uses,
  by: 'reading',
  how: 'Compare the field names of the list.',
  check: async (look) => {
    const { holds, seen } = compareFields(await rows(look), names);
    return judge(holds, seen);
  },
});

const words = (
  id: string,
  says: string,
  rows: (look: Look) => Promise<readonly Fields[]>,
  name: string,
  known: ReadonlySet<string>,
  uses: string,
): Claim => ({
  id,
  says,
  source: 'specification',
  sure: 'documented',
  uses,
  by: 'reading',
  how: 'Look at the words of the list.',
  check: async (look) => {
    const met = wordsIn(await rows(look), name);
    const strange = met.filter((word) => !known.has(word));
    return judge(
      strange.length === 0,
      strange.length === 0 ? met.join(', ') || 'no word' : `unknown: ${strange.join(', ')}`,
    );
  },
});

const rowsIn =
  (ask: (look: Look) => Promise<Answer>, name: string, what: string) =>
  async (look: Look): Promise<readonly Fields[]> =>
    filled(rowsOf(at((await ask(look)).json, name)), what);

const senderRows = rowsIn(senders, 'data', 'sender');
const contactRows = rowsIn(contacts, 'content', 'contact');

export const messagemediaReports: Chapter = {
  title: 'The reporting detail',
  platforms: BOTH,
  claims: [
    envelope(
      'mm-detail-envelope',
      'The reporting detail answers `{messages, pagination}`.',
      detail,
      ['messages', 'pagination'],
      'New Message in Log, Updated Message Status, Find Message and Totals: they fail with another envelope.',
    ),
    {
      id: 'mm-detail-pagination',
      says: '`pagination` has `page`, `page_size` and `has_next`.',
      source: 'specification, Reporting',
      sure: 'documented',
      uses: 'Everything that reads more than a page goes by `has_next`.',
      by: 'reading',
      how: 'Read a page.',
      check: async (look) => {
        const { json } = await detail(look);
        const { holds, seen } = compareFields(rowsOf([at(json, 'pagination')]), [
          'page',
          'page_size',
          'has_next',
        ]);
        return judge(isFields(at(json, 'pagination')) && holds, seen);
      },
    },
    fields(
      'mm-detail-fields',
      'A line',
      messages,
      LINE,
      'The output of every trigger and search on messages: a field that is missing comes out as null.',
    ),
    words(
      'mm-detail-statuses',
      'Every status is one that the app knows.',
      messages,
      'status',
      STATUSES,
      'A word that the app does not know counts as pending.',
    ),
    words(
      'mm-detail-directions',
      '`direction` is `inbound` or `outbound`.',
      messages,
      'direction',
      new Set(['inbound', 'outbound']),
      'The direction of messages: what begins with "in" or "MO" is inbound.',
    ),
    {
      id: 'mm-detail-addresses',
      says: 'Addresses in the detail are written with a plus.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing: the app drops the plus.',
      by: 'reading',
      how: 'Look at the recipients.',
      check: async (look) => {
        const rows = filled(
          (await messages(look)).filter(({ direction }) => direction !== 'inbound'),
          'sent message',
        );
        const holds = all(rows, 'destination_address', /^\+\d+$/);
        return judge(holds, holds ? 'with a plus' : 'without a plus');
      },
    },
    {
      id: 'mm-detail-newest-first',
      says: 'The detail begins with the newest message.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing: the app reads all pages of its window, and sorts what it got.',
      by: 'reading',
      how: 'Compare the times of the lines.',
      check: async (look) => {
        const times = (await messages(look)).map(({ timestamp }) => timeOf(timestamp));
        if (falls(times) === null) throw new Unclear('all messages have the same time, or there is one');
        return judge(falls(times) === true, orderOf(times));
      },
    },
    {
      id: 'mm-detail-times',
      says: 'Times are written like `2024-02-03T04:05:06.789Z` where UTC is asked for.',
      source: 'specification, Reporting',
      sure: 'documented',
      uses: 'Times of messages: a time without an offset would be read as UTC.',
      by: 'reading',
      how: 'Look at the times of the lines.',
      check: async (look) => {
        const rows = await messages(look);
        const forms = [...new Set(rows.map(({ timestamp }) => String(timestamp).replace(/\d/g, '9')))];
        return judge(
          all(rows, 'timestamp', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:?00)$/),
          forms.join(' and '),
        );
      },
    },
    {
      id: 'mm-detail-metadata',
      says: '`metadata` of a line is a list of `{key, value}`.',
      source: 'specification, Reporting',
      sure: 'documented',
      uses: 'The reference of messages, and the look-up of a message of unclear end.',
      by: 'reading',
      how: 'Look at a line that has metadata.',
      check: async (look) => {
        const rows = (await messages(look))
          .map(({ metadata }) => metadata)
          .filter((data) => data !== null && data !== undefined);
        const some = rows.filter((data) => !Array.isArray(data) || data.length > 0);
        if (some.length === 0) throw new Unclear('no line has metadata');
        const holds = some.every(
          (data) => Array.isArray(data) && rowsOf(data).every((pair) => 'key' in pair && 'value' in pair),
        );
        return judge(
          holds,
          holds
            ? 'a list of {key, value}'
            : [...new Set(some.map((data) => (Array.isArray(data) ? 'a list' : 'an object')))].join(' and '),
        );
      },
    },
    {
      id: 'mm-detail-page-largest',
      says: 'A page of more than 100 lines is rejected with 400.',
      source: 'specification, Reporting',
      sure: 'documented',
      uses: 'Nothing: the app asks for 100.',
      by: 'reading',
      how: 'Ask for 101.',
      check: async (look) => {
        const answer = permitted(await look.ask('detail-101', week({ page_size: 101 })));
        return judge(answer.status === 400, shown(answer));
      },
    },
    {
      id: 'mm-detail-pages',
      says: 'Pages are counted from 0, and the second page continues after the first.',
      source: 'specification, Reporting',
      sure: 'documented',
      uses: 'Everything that reads more than a page: otherwise messages are missed or seen twice.',
      by: 'reading',
      how: 'Read two pages of one line.',
      check: async (look) => {
        const whole = (await messages(look)).slice(0, 2).map(({ message_id }) => message_id);
        if (whole.length < 2) throw new Unclear('there is only one message');
        const ids = [];
        for (const page of [0, 1]) {
          const answer = await look.ask(`detail-page-${page}`, week({ page, page_size: 1 }));
          ids.push(...rowsOf(at(answer.json, 'messages')).map(({ message_id }) => message_id));
        }
        return judge(
          ids.length === 2 && ids[0] === whole[0] && ids[1] === whole[1],
          ids[0] === ids[1] ? 'the same line twice' : `${ids.length} lines`,
        );
      },
    },
    {
      id: 'mm-detail-direction-filter',
      says: '`direction: inbound` lists only what came in.',
      source: 'specification, Reporting',
      sure: 'documented',
      uses: 'The samples of New Inbound Message, and the direction filter.',
      by: 'reading',
      how: 'Read each direction alone.',
      check: async (look) => {
        const lists = [];
        for (const wanted of ['inbound', 'outbound']) {
          const answer = permitted(await look.ask(`detail-${wanted}`, week({ direction: wanted })));
          lists.push({ wanted, rows: rowsOf(at(answer.json, 'messages')) });
        }
        if (lists.every(({ rows }) => rows.length === 0)) throw new Unclear('there is no message to look at');
        return judge(
          lists.every(({ wanted, rows }) => rows.every(({ direction }) => direction === wanted)),
          lists
            .map(({ wanted, rows }) => `${wanted}: ${wordsIn(rows, 'direction').join(', ') || 'none'}`)
            .join('; '),
        );
      },
    },
    {
      id: 'mm-message-by-id',
      says: '`GET /v1/messages/<id>` returns a sent message with `message_id`, `status`, `content`, `destination_number` and `metadata`.',
      source: 'specification, Messages',
      sure: 'documented',
      uses: 'Find Message by id, and Cancel Scheduled Message.',
      by: 'reading',
      how: 'Ask for a sent message of the detail by its id.',
      check: async (look) => {
        const [sent] = filled(
          (await messages(look)).filter(({ direction }) => direction !== 'inbound'),
          'sent message',
        );
        const answer = await look.ask('message', { path: `/v1/messages/${sent?.message_id}` });
        const { holds } = compareFields(rowsOf([answer.json]), [
          'message_id',
          'status',
          'content',
          'destination_number',
          'metadata',
        ]);
        return judge(answer.status === 200 && holds, shown(answer));
      },
    },
    {
      id: 'mm-retention',
      says: 'Messages are found for 45 days.',
      source: 'specification',
      sure: 'documented',
      uses: 'Searches refuse to look further back.',
      by: 'nothing',
      how: 'it takes an account that is older than that; look for a message of seven weeks ago by hand',
    },
  ],
};

export const messagemediaLists: Chapter = {
  title: 'Lists',
  platforms: BOTH,
  claims: [
    envelope(
      'mm-senders-envelope',
      'Sender addresses come as `{data, pagination}`.',
      senders,
      ['data', 'pagination'],
      'The list of senders to choose from.',
    ),
    fields(
      'mm-senders-fields',
      'A sender address',
      senderRows,
      ['id', 'sender_address', 'sender_address_type', 'label', 'display_status'],
      'The list of senders to choose from.',
    ),
    words(
      'mm-senders-types',
      'Its type is `ALPHANUMERIC`, `INTERNATIONAL` or `SHORT_CODE`.',
      senderRows,
      'sender_address_type',
      new Set(['ALPHANUMERIC', 'INTERNATIONAL', 'SHORT_CODE']),
      'Nothing: the type that is sent follows from the sender itself.',
    ),
    words(
      'mm-senders-states',
      'Its state is `APPROVED`, `EXPIRING` or `EXPIRED`.',
      senderRows,
      'display_status',
      new Set(['APPROVED', 'EXPIRING', 'EXPIRED']),
      'An expired sender is not offered.',
    ),
    envelope(
      'mm-replies-envelope',
      '`GET /v1/replies` answers `{replies}`.',
      replies,
      ['replies'],
      'Nothing: confirming replies would take them from others, so the app never reads them.',
    ),
    fields(
      'mm-replies-fields',
      'A reply',
      rowsIn(replies, 'replies', 'unconfirmed reply'),
      ['reply_id', 'message_id', 'content', 'source_number', 'date_received', 'metadata'],
      'New Inbound Message reads the same names where a webhook has no template.',
    ),
    envelope(
      'mm-reports-envelope',
      '`GET /v1/delivery_reports` answers `{delivery_reports}`.',
      reports,
      ['delivery_reports'],
      'Nothing: the app never reads them.',
    ),
    fields(
      'mm-reports-fields',
      'A delivery report',
      rowsIn(reports, 'delivery_reports', 'unconfirmed delivery report'),
      [
        'delivery_report_id',
        'message_id',
        'status',
        'source_number',
        'date_received',
        'submitted_date',
        'original_text',
        'metadata',
      ],
      'New Delivery Receipt reads the same names where a webhook has no template.',
    ),
    {
      id: 'mm-replies-stay',
      says: 'Replies that are not confirmed are listed again.',
      source: 'specification, Replies',
      sure: 'documented',
      uses: 'Nothing is lost when something else of the account reads them.',
      by: 'reading',
      how: 'Read the list twice.',
      check: async (look) => {
        const ids = async (answer: Promise<Answer>) =>
          rowsOf(at((await answer).json, 'replies')).map(({ reply_id }) => reply_id);
        const first = await ids(replies(look));
        if (first.length === 0) throw new Unclear('there is no unconfirmed reply');
        const again = await ids(look.ask('replies-again', { path: '/v1/replies' }));
        return judge(
          first.every((id) => again.includes(id)),
          `${again.filter((id) => first.includes(id)).length} of ${first.length} again`,
        );
      },
    },
    envelope(
      'mm-blacklist-envelope',
      'Opt-outs come as `{uri, numbers, pagination}`.',
      blacklist,
      ['uri', 'numbers', 'pagination'],
      'Nothing: the app asks for single numbers.',
    ),
    {
      id: 'mm-blacklist-numbers',
      says: 'The numbers of that list are texts with a plus.',
      source: 'specification, Number authorisation',
      sure: 'documented',
      uses: 'Nothing: the app asks for single numbers.',
      by: 'reading',
      how: 'Look at the list.',
      check: async (look) => {
        const numbers = at((await blacklist(look)).json, 'numbers');
        if (!Array.isArray(numbers) || numbers.length === 0) throw new Unclear('nobody has opted out');
        const holds = numbers.every((number) => /^\+\d+$/.test(String(number)));
        return judge(holds, holds ? 'with a plus' : 'written differently');
      },
    },
    {
      id: 'mm-is-authorised',
      says: '`GET /v1/number_authorisation/is_authorised/<number>` returns `{uri, numbers: [{number, authorised}]}`, with true for a number that has not opted out.',
      source: 'specification, Number authorisation',
      sure: 'documented',
      uses: 'Find Opt-Out, and the look-up before a send.',
      by: 'reading',
      how: 'Ask for an unassigned number.',
      check: async (look) => {
        const answer = permitted(
          await look.ask('is-authorised', {
            path: `/v1/number_authorisation/is_authorised/+${look.scene.nobody}`,
          }),
        );
        return judge(
          answer.status === 200 && at(answer.json, 'numbers.0.authorised') === true,
          shown(answer),
        );
      },
    },
    envelope(
      'mm-contacts-envelope',
      'Contacts come as `{content, nextPageToken, prevPageToken, totalElements}`.',
      contacts,
      ['content', 'nextPageToken', 'prevPageToken', 'totalElements'],
      'Find Contact, and the list of contacts.',
    ),
    fields(
      'mm-contacts-fields',
      'A contact',
      contactRows,
      ['id', 'firstName', 'lastName', 'channels'],
      'Find Contact and Create Contact.',
    ),
    {
      id: 'mm-contacts-key',
      says: 'The contacts API takes this kind of key.',
      source: 'the specification lists both kinds for all; a third party uses Basic',
      sure: 'inferred',
      uses: 'The four operations on contacts.',
      by: 'reading',
      how: 'List contacts.',
      check: async (look) => {
        const answer = await look.ask('contacts', { path: CONTACTS, query: { pageSize: 100 } });
        return judge(answer.status === 200, shown(answer));
      },
    },
    {
      id: 'mm-feature-named',
      says: 'What the account may not do returns 403 with a `message` that names the feature.',
      source: 'the notes of the libraries',
      sure: 'inferred',
      uses: 'The sentence says which feature is off, and who can switch it on.',
      by: 'reading',
      how: 'Look at what is refused while reading: an account without some feature is needed.',
      check: async (look) => {
        const answers = [
          await hooks(look),
          await look.ask('detail', week()),
          await look.ask('senders', { path: SENDERS, query: { page_size: 20 } }),
          await look.ask('blacklist', { path: BLACKLIST }),
          await look.ask('contacts', { path: CONTACTS, query: { pageSize: 100 } }),
        ].filter(({ status }) => status === 403);
        if (answers.length === 0) throw new Unclear('the account may do all of this');
        const sentences = answers.map(({ json }) => String(at(json, 'message') ?? ''));
        return judge(
          sentences.every((sentence) => /feature|enabled|permission/i.test(sentence)),
          sentences.join('; ') || 'no sentence',
        );
      },
    },
  ],
};
