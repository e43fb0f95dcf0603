import { type Chapter, judge, Unclear } from '../claim.ts';
import { course, type Look } from '../look.ts';
import type { Answer, Wish } from '../network.ts';
import {
  all,
  at,
  compareFields,
  type Fields,
  falls,
  filled,
  formsIn,
  orderOf,
  rowsOf,
  shown,
  timeOf,
  typeOf,
  wordsIn,
} from '../values.ts';
import { statusClaim } from './statuses.ts';

const DAY = 86_400_000;

/** Formats a time as Classic expects it in a query: `2024-02-03T04:05:06+0000`. */
export const queryTime = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}+0000`;

const RECORD = [
  'id',
  'created',
  'modified',
  'originator',
  'recipient',
  'body',
  'status',
  'direction',
  'inReplyTo',
  'routeId',
  'parts',
  'cost',
  'currency',
  'senderReference',
  'campaignId',
];

/** A request for the messages between two times. */
export const listed = (from: number, to: number, more: Record<string, string | number> = {}): Wish => ({
  path: '/message',
  query: { startDate: queryTime(from), endDate: queryTime(to), ...more },
});

const week = (more: Record<string, string | number> = {}): Wish =>
  listed(Date.now() - 7 * DAY, Date.now() + DAY, more);

const log = (look: Look): Promise<Answer> => look.ask('log', week({ pageSize: 100 }));

const records = async (look: Look): Promise<readonly Fields[]> =>
  filled(rowsOf((await log(look)).json), 'message of the last seven days');

const times = async (look: Look): Promise<number[]> =>
  (await records(look)).map(({ created }) => timeOf(created));

/** Requests a list that starts or ends at the exact second of a message. Returns whether it is included. */
const edge = async (look: Look, which: 'starts' | 'ends'): Promise<boolean> => {
  const [record] = await records(look);
  const moment = timeOf(record?.created);
  if (Number.isNaN(moment)) throw new Unclear('the messages have no time');
  const wish =
    which === 'starts'
      ? listed(moment, moment + 60_000, { pageSize: 1000 })
      : listed(moment - 60_000, moment, { pageSize: 1000 });
  const answer = await look.ask(`log-${which}-at-message`, wish);
  if (!Array.isArray(answer.json)) throw new Unclear(`the list answered ${shown(answer)}`);
  return rowsOf(answer.json).some(({ id }) => id === record?.id);
};

const inDirection = async (
  look: Look,
): Promise<readonly { readonly wanted: string; readonly rows: Fields[] }[]> => {
  const lists = [];
  for (const wanted of ['MO', 'MT']) {
    const answer = await look.ask(`log-direction-${wanted}`, week({ pageSize: 100, direction: wanted }));
    lists.push({ wanted, rows: rowsOf(answer.json) });
  }
  return lists;
};

const single = course(async (look) => {
  const [record] = await records(look);
  const id = String(record?.id);
  const answer = await look.ask('message', { path: `/message/${id}` });
  return { record, answer, id };
});

export const UNKNOWN_ID = '0123456789ABCDEF0123456789ABCDEF';

export const classicLog: Chapter = {
  title: 'Classic: the message log',
  platforms: ['classic'],
  claims: [
    {
      id: 'classic-log-array',
      says: '`GET /message` responds with a bare array, without a total.',
      source: 'wiki, Search message logs',
      sure: 'documented',
      uses: 'Every trigger, search and look-up on the log reads pages until one is short; with another envelope all of them fail.',
      by: 'reading',
      how: 'List the messages of the last seven days.',
      check: async (look) => {
        const answer = await log(look);
        return judge(answer.status === 200 && Array.isArray(answer.json), shown(answer));
      },
    },
    {
      id: 'classic-log-fields',
      says: `A message of the log has ${RECORD.map((name) => `\`${name}\``).join(', ')}.`,
      source: 'wiki, Search for single message log',
      sure: 'documented',
      uses: 'The output of every trigger and search on messages: a field that is missing comes out as null.',
      by: 'reading',
      how: 'Compare the field names of the messages of the last seven days.',
      check: async (look) => {
        const { holds, seen } = compareFields(await records(look), RECORD);
        return judge(holds, seen);
      },
    },
    {
      id: 'classic-log-numbers',
      says: '`parts` is a whole number, `cost` a number, and `currency` three letters.',
      source: 'wiki, Search for single message log',
      sure: 'documented',
      uses: 'Find Message Totals adds up parts and cost; what is no number is left out as null.',
      by: 'reading',
      how: 'Look at the types in the log.',
      check: async (look) => {
        const rows = await records(look);
        const isNumber = (name: string) =>
          rows.every((row) => row[name] === null || typeof row[name] === 'number');
        const isWhole = rows.every(({ parts }) => parts === null || Number.isInteger(parts));
        const kinds = ['parts', 'cost', 'currency'].map(
          (name) => `${name} ${[...new Set(rows.map((row) => typeOf(row[name])))].join(' or ')}`,
        );
        return judge(
          isWhole && isNumber('parts') && isNumber('cost') && all(rows, 'currency', /^[A-Z]{3}$/),
          kinds.join(', '),
        );
      },
    },
    {
      id: 'classic-log-id-hex',
      says: 'The id of a message in the log is 32 hex digits in capitals.',
      source: 'wiki, Search for single message log',
      sure: 'documented',
      uses: 'Nothing: ids are passed on as they come. Zaps that compare ids of the log with those of Send SMS do.',
      by: 'reading',
      how: 'Look at how ids are written in the log.',
      check: async (look) => {
        const rows = await records(look);
        return judge(
          rows.every(({ id }) => /^[0-9A-F]{32}$/.test(String(id))),
          formsOfIds(rows),
        );
      },
    },
    {
      id: 'classic-log-times',
      says: '`created` and `modified` are written like `2024-02-03T04:05:06+0000`.',
      source: 'wiki, Search for single message log',
      sure: 'documented',
      uses: 'Times of messages: the app reads any offset, with or without milliseconds; a time in another form comes out as null.',
      by: 'reading',
      how: 'Look at how times are written in the log.',
      check: async (look) => {
        const rows = await records(look);
        const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$/;
        const forms = [...new Set([...formsIn(rows, 'created'), ...formsIn(rows, 'modified')])];
        return judge(all(rows, 'created', form) && all(rows, 'modified', form), forms.join(' and '));
      },
    },
    {
      id: 'classic-log-msisdn',
      says: 'The recipient of a sent message is digits only, without a plus.',
      source: 'wiki, Send single SMS',
      sure: 'documented',
      uses: 'Find Message compares numbers as digits, and drops a plus where there is one.',
      by: 'reading',
      how: 'Look at how recipients are written in the log.',
      check: async (look) => {
        const sent = filled(
          (await records(look)).filter(({ direction }) => direction !== 'MO'),
          'sent message',
        );
        return judge(
          all(sent, 'recipient', /^\d+$/),
          [...new Set(formsIn(sent, 'recipient').map((form) => form.replace(/9+/g, '9…')))].join(' and '),
        );
      },
    },
    {
      id: 'classic-log-direction-words',
      says: '`direction` is `MT` for what was sent and `MO` for what came in.',
      source: 'wiki, Search message logs',
      sure: 'documented',
      uses: 'The direction of messages: what is not MO counts as sent.',
      by: 'reading',
      how: 'Look at the words in the log.',
      check: async (look) => {
        const words = wordsIn(await records(look), 'direction');
        return judge(
          words.length > 0 && words.every((word) => word === 'MT' || word === 'MO'),
          words.join(', ') || 'no word',
        );
      },
    },
    {
      id: 'classic-log-direction-filter',
      says: '`direction=MO` and `direction=MT` list only messages of that direction.',
      source: 'wiki, Search message logs',
      sure: 'documented',
      uses: 'The direction filter of triggers and searches: the app asks for one direction and relies on getting no other.',
      by: 'reading',
      how: 'List each direction alone.',
      check: async (look) => {
        const lists = await inDirection(look);
        const isPure = lists.every(({ wanted, rows }) => rows.every(({ direction }) => direction === wanted));
        if (isPure && lists.every(({ rows }) => rows.length === 0))
          throw new Unclear('there is no message to look at');
        return judge(
          isPure,
          lists
            .map(({ wanted, rows }) => `${wanted}: ${wordsIn(rows, 'direction').join(', ') || 'none'}`)
            .join('; '),
        );
      },
    },
    statusClaim('classic', records),
    {
      id: 'classic-log-status-capitals',
      says: 'The status of a message is written in capitals.',
      source: 'wiki, Search for single message log',
      sure: 'documented',
      uses: 'Nothing: statuses are compared without regard to case, and come out in capitals.',
      by: 'reading',
      how: 'Look at the statuses in the log.',
      check: async (look) => {
        const words = wordsIn(await records(look), 'status');
        return judge(
          words.every((word) => word === word.toUpperCase()),
          words.join(', '),
        );
      },
    },
    {
      id: 'classic-log-newest-first',
      says: 'The log lists the newest message first.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing: the app reads all pages of its window, and sorts what it got.',
      by: 'reading',
      how: 'Compare the times of the messages of the last seven days.',
      check: async (look) => {
        const found = await times(look);
        if (falls(found) === null) throw new Unclear('all messages have the same time, or there is one');
        return judge(falls(found) === true, orderOf(found));
      },
    },
    {
      id: 'classic-log-end-exclusive',
      says: 'A message of exactly `endDate` is not listed.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing: the app asks for a second more and leaves out what is too late.',
      by: 'reading',
      how: 'List up to the second of a message.',
      check: async (look) => {
        const isThere = await edge(look, 'ends');
        return judge(!isThere, `the message of that second is ${isThere ? '' : 'not '}listed`);
      },
    },
    {
      id: 'classic-log-start-inclusive',
      says: 'A message of exactly `startDate` is listed.',
      source: 'the same page shows midnight to midnight for a day',
      sure: 'inferred',
      uses: 'Polling triggers ask from a time on: without the first second, a message could be missed.',
      by: 'reading',
      how: 'List from the second of a message on.',
      check: async (look) => {
        const isThere = await edge(look, 'starts');
        return judge(isThere, `the message of that second is ${isThere ? '' : 'not '}listed`);
      },
    },
    {
      id: 'classic-log-page-default',
      says: 'Without `pageSize` a page holds 10 messages.',
      source: 'wiki, Search message logs',
      sure: 'documented',
      uses: 'Nothing: the app always sends a page size.',
      by: 'reading',
      how: 'List without a page size.',
      check: async (look) => {
        const count = rowsOf((await look.ask('log-default-page', week())).json).length;
        if (count < 10 && (await records(look)).length <= count)
          throw new Unclear('there are fewer than ten messages');
        return judge(count === 10, `${count} messages`);
      },
    },
    {
      id: 'classic-log-page-largest',
      says: 'A page holds at most 1,000 messages; more are not given, whatever the `pageSize`.',
      source: 'wiki, Search message logs',
      sure: 'documented',
      uses: 'The app asks for 1,000 and takes a shorter page for the last one: were fewer given, messages would be missed.',
      by: 'reading',
      how: 'List with a page size of 1,000 and of 1,001.',
      check: async (look) => {
        const most = await look.ask('log-page-1000', week({ pageSize: 1000 }));
        const above = await look.ask('log-page-1001', week({ pageSize: 1001 }));
        const [given, more] = [rowsOf(most.json).length, rowsOf(above.json).length];
        if (most.status !== 200) return judge(false, `1,000 are answered ${shown(most)}`);
        if (above.status === 400) return judge(true, '1,001 are refused');
        const next = await look.ask('log-page-1000-next', week({ pageSize: 1000, page: 2 }));
        if (given < 1000 && rowsOf(next.json).length > 0)
          return judge(false, `a page asked for 1,000 holds ${given}, and the next has more`);
        if (given < 1000) throw new Unclear('there are fewer than 1,000 messages');
        return judge(given === 1000 && more <= 1000, `1,000 give ${given}, 1,001 give ${more}`);
      },
    },
    {
      id: 'classic-log-pages',
      says: 'Pages are counted from 1, and the second page continues after the first.',
      source: 'wiki, Search message logs',
      sure: 'documented',
      uses: 'Everything that reads more than a page: otherwise messages are missed or seen twice.',
      by: 'reading',
      how: 'List two pages of one message.',
      check: async (look) => {
        const whole = (await records(look)).slice(0, 2).map(({ id }) => id);
        const pages = [];
        for (const page of [1, 2])
          pages.push(...rowsOf((await look.ask(`log-page-${page}`, week({ pageSize: 1, page }))).json));
        if (whole.length < 2) throw new Unclear('there is only one message');
        const ids = pages.map(({ id }) => id);
        return judge(
          ids.length === 2 && ids[0] === whole[0] && ids[1] === whole[1],
          ids.length === 2 && ids[0] === ids[1] ? 'the same message twice' : `${ids.length} messages`,
        );
      },
    },
    {
      id: 'classic-log-days',
      says: 'A date without a time is taken, as midnight UTC.',
      source: 'wiki, Search message logs',
      sure: 'documented',
      uses: 'Nothing: the app always sends times.',
      by: 'reading',
      how: 'List from a date to a date.',
      check: async (look) => {
        const day = (time: number) => new Date(time).toISOString().slice(0, 10);
        const query = { startDate: day(Date.now() - DAY), endDate: day(Date.now() + DAY), pageSize: 100 };
        const answer = await look.ask('log-days', { path: '/message', query });
        const first = Date.parse(query.startDate);
        const early = rowsOf(answer.json).some(({ created }) => timeOf(created) < first);
        return judge(
          answer.status === 200 && Array.isArray(answer.json) && !early,
          early ? 'messages from before midnight UTC' : shown(answer),
        );
      },
    },
    {
      id: 'classic-log-bad-date',
      says: 'An invalid date is rejected with 400 and a sentence that begins with the name of the field.',
      source: 'wiki, List opt-outs',
      sure: 'documented',
      uses: 'Error sentences: the app shows what Mobivate says.',
      by: 'reading',
      how: 'List from `yesterday`.',
      check: async (look) => {
        const answer = await look.ask('log-bad-date', {
          path: '/message',
          query: { startDate: 'yesterday', endDate: queryTime(Date.now()) },
        });
        const names = String(at(answer.json, 'message')).startsWith('startDate');
        return judge(
          answer.status === 400 && names,
          `${shown(answer)}${names ? ', which names the field' : ''}`,
        );
      },
    },
    {
      id: 'classic-log-needs-dates',
      says: 'A list without dates is rejected with 400.',
      source: 'wiki, Search message logs: both are required',
      sure: 'documented',
      uses: 'Nothing: the app always sends both.',
      by: 'reading',
      how: 'List without dates.',
      check: async (look) => {
        const answer = await look.ask('log-no-dates', { path: '/message' });
        return judge(answer.status === 400, shown(answer));
      },
    },
    {
      id: 'classic-message-by-id',
      says: '`GET /message/<id>` returns the record that the list shows.',
      source: 'wiki, Search for single message log',
      sure: 'documented',
      uses: 'Find Message by id, Include Message and Include Original of the instant triggers.',
      by: 'reading',
      how: 'Ask for a message of the list by its id.',
      check: async (look) => {
        const { answer, id } = await single(look);
        return judge(
          answer.status === 200 &&
            at(answer.json, 'id') === id &&
            compareFields(rowsOf([answer.json]), RECORD).holds,
          shown(answer),
        );
      },
    },
    {
      id: 'classic-message-dashed-id',
      says: 'A message is also found by its id as a dashed UUID.',
      source: 'Send SMS gives such ids, the log others; nothing says that they are the same',
      sure: 'unknown',
      uses: 'Find Message by the id that Send SMS gave; where it is not found, the app looks for the reference.',
      by: 'reading',
      how: 'Ask for a message of the list by its id written with dashes.',
      check: async (look) => {
        const { id } = await single(look);
        const dashed = id.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
        if (dashed === id.toLowerCase()) throw new Unclear('the ids of the log are not 32 hex digits');
        const answer = await look.ask('message-dashed-id', { path: `/message/${dashed}` });
        return judge(answer.status === 200 && at(answer.json, 'id') === id, shown(answer));
      },
    },
    {
      id: 'classic-message-unknown',
      says: 'An id that is unknown returns 404 `{"code":404,"message":"Not Found"}`.',
      source: 'wiki, Search for single message log',
      sure: 'documented',
      uses: 'Find Message by id then returns nothing; with another status it fails.',
      by: 'reading',
      how: 'Request an unknown ID.',
      check: async (look) => {
        const answer = await look.ask('message-unknown', { path: `/message/${UNKNOWN_ID}` });
        return judge(
          answer.status === 404 &&
            at(answer.json, 'code') === 404 &&
            typeof at(answer.json, 'message') === 'string',
          shown(answer),
        );
      },
    },
  ],
};

const formsOfIds = (rows: readonly Fields[]): string =>
  [...new Set(rows.map(({ id }) => describeId(id)))].join(' and ');

/** Describes an id's format. */
export const describeId = (id: unknown): string => {
  if (typeof id !== 'string') return typeOf(id);
  if (/^[0-9A-F]{32}$/.test(id)) return '32 hex digits in capitals';
  if (/^[0-9a-f]{32}$/.test(id)) return '32 hex digits in small letters';
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return 'a dashed UUID';
  return `text of ${id.length} characters`;
};
