import { type Chapter, judge, NotTried, Unclear } from '../claim.ts';
import { course, type Look } from '../look.ts';
import { at, compareFields, type Fields, isFields, rowsOf, shown } from '../values.ts';
import { describeId, listed, queryTime } from './classic-log.ts';
import { PATHS } from './classic-optouts.ts';

const ROUTE = 'mglobal';

/** A text of one part with the characters most likely to be lost: braces, curly quotes, an emoji. */
export const oddText = (mark: string): string => `Test ${mark}: {{name}} “quoted” 🎂`;

/** A text of two parts with a link in it. */
export const longText = (mark: string): string =>
  `Test ${mark} of two parts, with a link: https://example.com/${mark} `.padEnd(170, 'long ');

/** The sender: given by the person, or that of the last sent message, or a word. */
export const originatorFor = (look: Look, rows: readonly Fields[]): string => {
  const last = rows.find(({ direction, originator }) => direction !== 'MO' && typeof originator === 'string');
  return look.scene.given.originator ?? String(last?.originator ?? 'Test');
};

const today = () => listed(Date.now() - 600_000, Date.now() + 86_400_000, { pageSize: 1000 });

const originator = async (look: Look): Promise<string> => {
  const week = listed(Date.now() - 7 * 86_400_000, Date.now() + 86_400_000, { pageSize: 100 });
  return originatorFor(look, rowsOf((await look.ask('log', week)).json));
};

/** Waits for a reference's record in the log. */
const logged = async (look: Look, probe: string, reference: string): Promise<Fields | undefined> => {
  const isIt = ({ senderReference }: Fields) => senderReference === reference;
  const answer = await look.askUntil(probe, today(), ({ json }) => rowsOf(json).some(isIt));
  return rowsOf(answer.json).find(isIt);
};

const single = course(async (look) => {
  const { mark } = look.scene;
  const json = {
    originator: await originator(look),
    recipient: look.recipient,
    body: oddText(mark),
    routeId: ROUTE,
    reference: `${mark}-1`,
  };
  const answer = await look.send('send-single', { method: 'POST', path: '/send/single', json });
  const id = String(at(answer.json, 'id'));
  const record = answer.status === 200 ? await logged(look, 'send-single-logged', json.reference) : undefined;
  const byId =
    answer.status === 200
      ? await look.ask('send-single-by-id', { path: `/message/${encodeURIComponent(id)}` })
      : undefined;
  return { json, answer, id, record, byId };
});

const batch = course(async (look) => {
  const { mark } = look.scene;
  const sender = await originator(look);
  const row = (text: string, name: string) => ({
    originator: sender,
    recipient: look.recipient,
    text,
    reference: `${mark}-${name}`,
  });
  const json = {
    routeId: ROUTE,
    messages: [row(longText(mark), 'b1'), row(`Test ${mark}: a duplicate`, 'b2')],
    shortenUrls: true,
    excludeOptouts: true,
    excludeDuplicates: true,
  };
  const answer = await look.send('send-batch', { method: 'POST', path: '/send/batch', json }, 2);
  const record = answer.status === 200 ? await logged(look, 'send-batch-logged', `${mark}-b1`) : undefined;
  const later = answer.status === 200 ? await look.ask('send-batch-log', today()) : undefined;
  const duplicate = rowsOf(later?.json).find(({ senderReference }) => senderReference === `${mark}-b2`);
  return { answer, record, duplicate };
});

const scheduled = course(async (look) => {
  const { mark } = look.scene;
  const scheduleDateTime = queryTime(Date.now() + 120_000);
  const messages = [
    {
      originator: await originator(look),
      recipient: look.recipient,
      text: `Test ${mark}: scheduled`,
      reference: `${mark}-s`,
    },
  ];
  const json = { routeId: ROUTE, messages, excludeOptouts: true, excludeDuplicates: true, scheduleDateTime };
  const answer = await look.send('send-scheduled', { method: 'POST', path: '/send/batch', json });
  const record = answer.status === 200 ? await logged(look, 'send-scheduled-logged', `${mark}-s`) : undefined;
  return { answer, record };
});

const optedOut = course(async (look) => {
  if (!look.scene.may.change) throw new NotTried('needs --change beside --send');
  const mobile = look.recipient;
  const before = await look.ask('send-opted-out-list', {
    path: PATHS[0],
    query: {
      startDate: queryTime(Date.parse('2000-01-01')),
      endDate: queryTime(Date.now() + 86_400_000),
      pageSize: 1000,
    },
  });
  if (rowsOf(before.json).some((row) => row.mobile === mobile))
    throw new Unclear('the recipient is on the opt-out list already');
  look.leave('opt-out', mobile);
  await look.ask('send-opted-out-add', { method: 'POST', path: PATHS[0], json: { mobile } });
  const json = {
    originator: await originator(look),
    recipient: mobile,
    body: `Test ${look.scene.mark}: opted out`,
    routeId: ROUTE,
  };
  const answer = await look.send('send-opted-out', { method: 'POST', path: '/send/single', json });
  for (const path of PATHS)
    await look.ask(`send-opted-out-delete${path.replaceAll('/', '-')}`, {
      method: 'DELETE',
      path,
      json: { mobile },
    });
  return answer;
});

const inLog = <T>(record: T | undefined): T => {
  if (record === undefined) throw new Unclear('the message does not stand in the log by its reference');
  return record;
};

const SINGLE = ['id', 'originator', 'recipient', 'body', 'routeId', 'reference', 'campaignId'];
const BATCH = [
  'id',
  'name',
  'routeId',
  'shortenUrls',
  'spreadHours',
  'excludeOptouts',
  'excludeDuplicates',
  'scheduleDateTime',
  'recipients',
];

export const classicSends: Chapter = {
  title: 'Classic: sending',
  platforms: ['classic'],
  claims: [
    {
      id: 'classic-send-answer',
      says: '`/send/single` takes the text as `body`, and answers 200 with an echo and an `id`.',
      source: 'wiki, Send single SMS message',
      sure: 'documented',
      uses: 'Send SMS: without an id in the answer the end of the send is unclear.',
      by: 'send',
      how: 'Send one message.',
      check: async (look) => {
        const { answer } = await single(look);
        return judge(
          answer.status === 200 && compareFields(rowsOf([answer.json]), SINGLE).holds,
          shown(answer),
        );
      },
    },
    {
      id: 'classic-send-id-uuid',
      says: 'The id that `/send/single` returns is a dashed UUID.',
      source: 'wiki, Send single SMS message, in its example',
      sure: 'documented',
      uses: 'Nothing: ids are passed on as they come.',
      by: 'send',
      how: 'Send one message and look at the id.',
      check: async (look) => {
        const { id } = await single(look);
        return judge(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id), describeId(id));
      },
    },
    {
      id: 'classic-send-id-found',
      says: '`GET /message/<id>` finds a message by the id that `/send/single` gave.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Find Message after Send SMS; where it is not found, the app looks for the reference.',
      by: 'send',
      how: 'Send one message and ask for its id.',
      check: async (look) => {
        const { byId } = await single(look);
        if (!byId) throw new Unclear('the message was not taken');
        return judge(byId.status === 200, shown(byId));
      },
    },
    {
      id: 'classic-send-id-same',
      says: 'The id that `/send/single` returns is the id of the log, but for dashes and capitals.',
      source: 'a public client matches them by reference only',
      sure: 'unknown',
      uses: 'A Zap that matches New Delivery Receipt with Send SMS by id: otherwise, only the reference matches.',
      by: 'send',
      how: 'Send one message with a reference, and find it in the log by the reference.',
      check: async (look) => {
        const { id, record } = await single(look);
        const bare = (text: unknown) => String(text).replaceAll('-', '').toUpperCase();
        const isSame = bare(id) === bare(inLog(record).id);
        return judge(isSame, isSame ? 'the same digits' : 'other digits');
      },
    },
    {
      id: 'classic-send-reference',
      says: 'The `reference` of a send is in the log as `senderReference`.',
      source: 'wiki, Search for single message log',
      sure: 'documented',
      uses: 'Everything that looks for a message of unclear end: without it, such a message is never found again.',
      by: 'send',
      how: 'Send one message with a reference, and read the log.',
      check: async (look) => {
        const { record } = await single(look);
        return judge(
          record !== undefined,
          record ? 'found by its reference' : 'no message with the reference',
        );
      },
    },
    {
      id: 'classic-send-text',
      says: 'The text arrives as it was written, `{{…}}`, curly quotes and emoji included.',
      source: 'no source mentions it',
      sure: 'inferred',
      uses: 'Every send: the app changes nothing in a text.',
      by: 'send',
      how: 'Send such a text, and read it in the log.',
      check: async (look) => {
        const { json, record } = await single(look);
        const isSame = inLog(record).body === json.body;
        return judge(isSame, isSame ? 'the same text in the log' : 'another text in the log');
      },
    },
    {
      id: 'classic-batch-answer',
      says: '`/send/batch` takes a list `messages` whose items have `text`, and answers with the echo of the request.',
      source:
        'wiki, Send batch SMS messages; the newer page calls the list `recipients`, and the table calls the text `body`',
      sure: 'contradictory',
      uses: 'Send Bulk SMS, and Send SMS with a schedule: with the other names every batch is refused.',
      by: 'send',
      how: 'Send a batch of two messages to one number.',
      check: async (look) => {
        const { answer } = await batch(look);
        return judge(
          answer.status === 200 && compareFields(rowsOf([answer.json]), BATCH).holds,
          shown(answer),
        );
      },
    },
    {
      id: 'classic-batch-one-id',
      says: 'A batch has one id of 32 hex digits, and its messages have none in the answer.',
      source: 'wiki, Send batch SMS messages',
      sure: 'documented',
      uses: 'The output of Send Bulk SMS: were there ids, it could give them.',
      by: 'send',
      how: 'Send a batch and look at the answer.',
      check: async (look) => {
        const { answer } = await batch(look);
        if (answer.status !== 200) throw new Unclear(`the batch was answered ${shown(answer)}`);
        const id = at(answer.json, 'id');
        const hasIds = rowsOf(at(answer.json, 'recipients')).some((row) => 'id' in row || 'messageId' in row);
        return judge(
          /^[0-9a-f]{32}$/i.test(String(id)) && !hasIds,
          `${describeId(id)}, messages ${hasIds ? 'with' : 'without'} ids`,
        );
      },
    },
    {
      id: 'classic-batch-logged',
      says: 'A message of a batch is in the log with its own reference.',
      source: 'wiki, Send batch SMS messages',
      sure: 'documented',
      uses: 'Rows of unclear end are looked up by it.',
      by: 'send',
      how: 'Send a batch with references, and read the log.',
      check: async (look) => {
        const { record } = await batch(look);
        return judge(
          record !== undefined,
          record ? 'found by its reference' : 'no message with the reference',
        );
      },
    },
    {
      id: 'classic-batch-campaign',
      says: '`campaignId` of such a message is the id of the batch.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Nothing: `campaign_id` is passed on.',
      by: 'send',
      how: 'Send a batch, and read the log.',
      check: async (look) => {
        const { answer, record } = await batch(look);
        const isSame = inLog(record).campaignId === at(answer.json, 'id');
        return judge(isSame, isSame ? 'the same id' : `another: ${describeId(inLog(record).campaignId)}`);
      },
    },
    {
      id: 'classic-batch-duplicates',
      says: '`excludeDuplicates` leaves out the second message to a number.',
      source: 'wiki, Send batch SMS messages',
      sure: 'documented',
      uses: 'Send Bulk SMS finds duplicates itself, and sends the flag beside.',
      by: 'send',
      how: 'Send a batch of two messages to one number, and read the log.',
      check: async (look) => {
        const { record, duplicate } = await batch(look);
        inLog(record);
        return judge(
          duplicate === undefined,
          duplicate ? 'both messages stand in the log' : 'only the first one stands in the log',
        );
      },
    },
    {
      id: 'classic-parts',
      says: 'A text of 170 plain characters with its link shortened is counted as the app counts it: one part up to 160 characters, two above.',
      source: 'wiki, Sending simple notification messages',
      sure: 'documented',
      uses: '`parts` and Max Parts.',
      by: 'send',
      how: 'Send such a text, and compare `parts` with the text in the log.',
      check: async (look) => {
        const record = inLog((await batch(look)).record);
        const expected = String(record.body).length > 160 ? 2 : 1;
        return judge(
          record.parts === expected,
          `${record.parts} for ${String(record.body).length} characters`,
        );
      },
    },
    {
      id: 'classic-short-links',
      says: 'A shortened link is 22 characters, like `https://cllk.me/xxxxxx`.',
      source: 'public code that met such links',
      sure: 'seen',
      uses: '`parts` with Shorten URLs counts 22 characters for each link.',
      by: 'send',
      how: 'Send a text with a link and `shortenUrls`, and read it in the log.',
      check: async (look) => {
        const link = /https?:\/\/\S+/.exec(String(inLog((await batch(look)).record).body))?.[0] ?? '';
        if (link.includes('example.com')) return judge(false, 'the log has the link as it was written');
        return judge(
          link.length === 22,
          `${link.length} characters at ${URL.canParse(link) ? new URL(link).host : 'no host'}`,
        );
      },
    },
    {
      id: 'classic-schedule',
      says: '`scheduleDateTime` takes `2024-02-03T15:30:00+0000`, and the message is SCHEDULED until then.',
      source: 'wiki, Send batch SMS messages',
      sure: 'documented',
      uses: 'Schedule At and the sending window.',
      by: 'send',
      how: 'Send a batch of one for two minutes from now, and read the log.',
      check: async (look) => {
        const { answer, record } = await scheduled(look);
        if (answer.status !== 200) return judge(false, shown(answer));
        return judge(
          record?.status === 'SCHEDULED',
          record ? `taken, and the log says ${record.status}` : 'taken, and not in the log before its time',
        );
      },
    },
    {
      id: 'classic-send-opted-out',
      says: 'A message to an opted-out number is rejected with 403 `Recipient is opted out: …`.',
      source: 'wiki, Understanding SMS response codes',
      sure: 'documented',
      uses: 'On Opted Out: where it is accepted silently, a Zap continues as if the message were on its way.',
      by: 'send',
      how: 'Opt the recipient out (`--change`), send, and take it off the list.',
      check: async (look) => {
        const answer = await optedOut(look);
        const says = isFields(answer.json) && /opted out/i.test(String(at(answer.json, 'message')));
        return judge(answer.status === 403 && says, `${shown(answer)}${says ? ', which says so' : ''}`);
      },
    },
  ],
};
