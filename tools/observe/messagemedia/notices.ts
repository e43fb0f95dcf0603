import { type Chapter, judge, Unclear } from '../claim.ts';
import type { Arrival } from '../listener.ts';
import type { Look } from '../look.ts';
import { compareFields, type Fields, grouped, isFields } from '../values.ts';
import { HOOKS } from './keys.ts';

const BOTH = ['basic', 'hmac'];

const EVENTS = [
  'RECEIVED_SMS',
  'RECEIVED_MMS',
  'OPT_OUT_SMS',
  'ENROUTE_DR',
  'SUBMITTED_DR',
  'DELIVERED_DR',
  'EXPIRED_DR',
  'REJECTED_DR',
  'FAILED_DR',
];

/** One template for all events. A variable that an event lacks prints nothing, or its name. */
const TEMPLATE = JSON.stringify({
  dr: '$!drId',
  mo: '$!moId',
  notification: '$!notificationId',
  message: '$!mtId',
  status: '$!status',
  code: '$!statusCode',
  from: '$!sourceAddress',
  text: '$esc.json($!moContent)',
  original: '$esc.json($!mtContent)',
  reference: "$!metadata.get('reference')",
  at: '$!receivedTimestamp',
  odd: '$noSuchVariable',
  quiet: '$!noSuchVariable',
});

/** Creates two webhooks for the listener, one with a template and one without. */
export const registerWebhooks = async (look: Look): Promise<void> => {
  const { listener } = look.scene;
  if (!listener) return;
  const common = { method: 'POST', encoding: 'JSON', events: EVENTS, retries: 5, retry_delay: 5 };
  for (const [name, more] of [
    ['hook', { template: TEMPLATE }],
    ['plain', {}],
  ] as const) {
    const url = listener.url(name);
    look.leave('webhook', url);
    await look.ask(`webhook-${name}`, { method: 'POST', path: HOOKS, json: { ...common, url, ...more } });
  }
  listener.refuseNext('callback', 500);
};

const parsed = ({ body }: Arrival): Fields | null => {
  try {
    const json: unknown = JSON.parse(body);
    return isFields(json) ? json : null;
  } catch {
    return null;
  }
};

const rows = (arrivals: readonly Arrival[]): Fields[] =>
  arrivals.map(parsed).filter((fields) => fields !== null);

const templated = (look: Look): Fields[] => rows(look.arrivals('hook', 'event'));

const reports = (look: Look): Fields[] => {
  const found = templated(look).filter(({ dr, status }) => dr !== '' || status !== '');
  if (found.length === 0) throw new Unclear('no delivery report came');
  return found;
};

const replies = (look: Look): Fields[] => {
  const found = templated(look).filter(({ mo, text }) => mo !== '' && text !== '');
  if (found.length === 0) throw new Unclear('no reply came');
  return found;
};

const REPORT = [
  'delivery_report_id',
  'message_id',
  'status',
  'source_number',
  'date_received',
  'submitted_date',
  'original_text',
  'metadata',
];
const REPLY = ['reply_id', 'message_id', 'content', 'source_number', 'date_received', 'metadata'];

const LAST = ['delivered', 'failed', 'rejected', 'expired'];

/** Whether the last reports of the sent messages and a reply have arrived. */
export const messagemediaAwaited = (look: Look): boolean => {
  const { listener, mark, recipient } = look.scene;
  const hook = rows(listener?.arrivals('hook') ?? []);
  const isDone = (name: string) =>
    hook.some(({ reference, status }) => reference === `${mark}-${name}` && LAST.includes(String(status)));
  return (
    (recipient === null || (isDone('1') && isDone('2'))) &&
    hook.some(({ mo, text }) => mo !== '' && text !== '')
  );
};

const STOP_WORD = /^\s*stop\s*$/i;

export const messagemediaNotices: Chapter = {
  title: 'What is posted',
  platforms: BOTH,
  claims: [
    {
      id: 'mm-template-json',
      says: 'A template whose texts are escaped with `$esc.json(…)` gives JSON.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'Every trigger: a body that is no JSON is dropped with a line in the log.',
      by: 'listen',
      how: 'Wait for reports of a text with quotes in it.',
      check: async (look) => {
        const arrivals = look.arrivals('hook', 'event');
        const broken = arrivals.filter((arrival) => parsed(arrival) === null).length;
        return judge(broken === 0, `${arrivals.length} bodies, ${broken} of them no JSON`);
      },
    },
    {
      id: 'mm-template-literal',
      says: 'A variable that does not exist is printed by its name, and as nothing where it begins with `$!`.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'A value that came as the name of its variable counts as missing.',
      by: 'listen',
      how: 'Use a variable that does not exist, in both ways.',
      check: async (look) => {
        const [first] = templated(look);
        if (!first) throw new Unclear('no body was JSON');
        return judge(
          first.odd === '$noSuchVariable' && first.quiet === '',
          `"${first.odd}" and "${first.quiet}"`,
        );
      },
    },
    {
      id: 'mm-report-variables',
      says: 'A report has `$drId`, `$mtId`, `$status`, `$statusCode` and the metadata of the message.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'New Delivery Receipt.',
      by: 'listen',
      how: 'Wait for reports.',
      check: async (look) => {
        const own = reports(look).filter(({ reference }) => String(reference).startsWith(look.scene.mark));
        const empty = ['dr', 'message', 'status', 'code'].filter((name) =>
          reports(look).some((row) => row[name] === '' || String(row[name]).startsWith('$')),
        );
        return judge(
          empty.length === 0 && own.length > 0,
          empty.length > 0 ? `without ${empty.join(', ')}` : `${own.length} reports with the reference`,
        );
      },
    },
    {
      id: 'mm-report-statuses',
      says: 'Reports are `enroute`, `submitted`, `delivered`, `expired`, `rejected` or `failed`.',
      source: 'specification, Delivery status codes',
      sure: 'documented',
      uses: 'Outcomes of New Delivery Receipt.',
      by: 'listen',
      how: 'Look at the words that came.',
      check: async (look) => {
        const words = [...new Set(reports(look).map(({ status }) => String(status)))];
        return judge(
          words.every((word) => ['enroute', 'submitted', ...LAST].includes(word)),
          words.join(', '),
        );
      },
    },
    {
      id: 'mm-report-once',
      says: 'Each status of a message is reported once to a webhook.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'The id of a receipt is that of the report; twice the same id would run a Zap twice.',
      by: 'listen',
      how: 'Compare the reports that came.',
      check: async (look) => {
        const groups = grouped(reports(look), ({ message, status }) => `${message} ${status}`);
        const twice = groups.filter(({ length }) => length > 1).length;
        return judge(twice === 0, `${groups.length} different reports, ${twice} of them more than once`);
      },
    },
    {
      id: 'mm-report-default',
      says: `Without a template a report has ${REPORT.map((name) => `\`${name}\``).join(', ')}.`,
      source: 'specification, as a suggestion',
      sure: 'inferred',
      uses: 'The app reads this form too. It always gives a template.',
      by: 'listen',
      how: 'Make a webhook without a template.',
      check: async (look) => {
        const found = rows(look.arrivals('plain', 'event')).filter((row) => 'status' in row);
        if (found.length === 0) throw new Unclear('no report came without a template');
        const { holds, seen } = compareFields(found, REPORT);
        return judge(holds, seen);
      },
    },
    {
      id: 'mm-callback-report',
      says: 'A report that goes to the `callback_url` of a message has the same fields, and `error_code` as text.',
      source: 'specification, Replies and delivery reports',
      sure: 'documented',
      uses: 'A wait for delivery.',
      by: 'listen',
      how: 'Send with a `callback_url`.',
      check: async (look) => {
        const found = rows(look.arrivals('callback', 'callback')).filter((row) => 'status' in row);
        if (found.length === 0) throw new Unclear('no report came to the callback');
        const { holds, seen } = compareFields(found, [...REPORT, 'error_code']);
        return judge(holds && found.every(({ error_code }) => typeof error_code === 'string'), seen);
      },
    },
    {
      id: 'mm-callback-repeated',
      says: 'A callback that is answered with an error comes again.',
      source: 'specification, Replies and delivery reports',
      sure: 'documented',
      uses: 'A wait for delivery is not lost with one failed callback.',
      by: 'listen',
      how: 'Answer the first callback with 500, and wait.',
      check: async (look) => {
        const arrivals = look.arrivals('callback', 'callback');
        const refused = arrivals.find(({ answered }) => answered === 500);
        if (!refused) throw new Unclear('no callback was answered with 500');
        const times = arrivals.filter(({ body }) => body === refused.body).length;
        if (times === 1 && look.scene.waitMs < 60_000)
          throw new Unclear('it was waited for less than a minute');
        return judge(times > 1, `it came ${times} times`);
      },
    },
    {
      id: 'mm-reply-variables',
      says: 'A reply has `$moId`, `$sourceAddress`, `$moContent`, and the `$mtId` and metadata of the message that is answered.',
      source: 'specification, Webhooks management',
      sure: 'documented',
      uses: 'New Inbound Message, with its reference and Include Original.',
      by: 'listen',
      how: 'Reply to a message, and wait.',
      check: async (look) => {
        const found = replies(look);
        const empty = ['mo', 'from', 'text', 'message', 'reference'].filter((name) =>
          found.every((row) => row[name] === '' || String(row[name]).startsWith('$')),
        );
        return judge(empty.length === 0, empty.length === 0 ? 'all five' : `without ${empty.join(', ')}`);
      },
    },
    {
      id: 'mm-reply-default',
      says: `Without a template a reply has ${REPLY.map((name) => `\`${name}\``).join(', ')}.`,
      source: 'specification, as a suggestion',
      sure: 'inferred',
      uses: 'The app reads this form too. It always gives a template.',
      by: 'listen',
      how: 'Make a webhook without a template, and reply.',
      check: async (look) => {
        const found = rows(look.arrivals('plain', 'event')).filter(
          (row) => 'reply_id' in row || ('content' in row && !('status' in row)),
        );
        if (found.length === 0) throw new Unclear('no reply came without a template');
        const { holds, seen } = compareFields(found, REPLY);
        return judge(holds, seen);
      },
    },
    {
      id: 'mm-stop-is-reply',
      says: 'A STOP is posted as a reply too, beside the opt-out.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'New Inbound Message with `is_stop`: otherwise, only New Opt-Out reports it.',
      by: 'listen',
      how: 'Reply STOP, and wait. Take yourself off the list afterwards.',
      check: async (look) => {
        const found = templated(look).filter(({ text }) => STOP_WORD.test(String(text)));
        const optouts = found.filter(
          ({ notification }) => notification !== '' && !String(notification).startsWith('$'),
        );
        if (optouts.length === 0) throw new Unclear('no opt-out came');
        const isBoth = found.some(({ mo }) => mo !== '' && !String(mo).startsWith('$'));
        return judge(isBoth, isBoth ? 'as a reply and as an opt-out' : 'as an opt-out only');
      },
    },
    {
      id: 'mm-unsigned',
      says: 'What is posted is not signed, unless the account has the feature for it.',
      source: 'specification, Signature keys',
      sure: 'documented',
      uses: 'Nothing.',
      by: 'listen',
      how: 'Look at the headers.',
      check: async (look) => {
        const names = look
          .arrivals('hook', 'event')
          .flatMap(({ headers }) => Object.keys(headers).filter((name) => name.startsWith('x-messagemedia')));
        return judge(
          names.length === 0,
          names.length === 0 ? 'no such header' : [...new Set(names)].join(', '),
        );
      },
    },
  ],
};
