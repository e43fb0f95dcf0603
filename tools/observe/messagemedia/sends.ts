import { type Chapter, judge, NotTried, Unclear } from '../claim.ts';
import { course, type Look } from '../look.ts';
import type { Answer } from '../network.ts';
import { at, type Fields, isFields, rowsOf, shown } from '../values.ts';
import { BLACKLIST, detailOf } from './lists.ts';

const DAY = 86_400_000;
const BOTH = ['basic', 'hmac'];

/** A text of one part with the characters most likely to be lost: quotes, braces, an emoji. */
const oddText = (mark: string): string => `Test ${mark}: {{name}} “quoted” "plain" 🎂`;

const longText = (mark: string): string => `Test ${mark} of two parts `.padEnd(170, 'long ');

const messageFor = (look: Look, content: string, reference: string): Record<string, unknown> => {
  const { given, listener } = look.scene;
  return {
    content,
    destination_number: `+${look.recipient}`,
    format: 'SMS',
    delivery_report: true,
    metadata: { reference },
    ...(given.originator && { source_number: given.originator }),
    ...(listener && { callback_url: listener.url('callback') }),
  };
};

const post = (
  look: Look,
  probe: string,
  messages: readonly object[],
  count = messages.length,
): Promise<Answer> => look.send(probe, { method: 'POST', path: '/v1/messages', json: { messages } }, count);

/** Waits until a reference's row in the reporting detail is complete. */
const logged = async (
  look: Look,
  probe: string,
  reference: string,
  isReady: (line: Fields) => boolean = () => true,
): Promise<Fields | undefined> => {
  const wish = detailOf(Date.now() - DAY, Date.now() + DAY, {
    metadata_key: 'reference',
    metadata_values: [reference],
  });
  const lines = ({ json }: Answer) => rowsOf(at(json, 'messages'));
  const answer = await look.askUntil(probe, wish, (each) => lines(each).some(isReady));
  return lines(answer)[0];
};

const single = course(async (look) => {
  const { mark } = look.scene;
  const message = messageFor(look, oddText(mark), `${mark}-1`);
  const answer = await post(look, 'send', [message]);
  const id = at(answer.json, 'messages.0.message_id');
  const isTaken = answer.status === 202;
  const line = isTaken ? await logged(look, 'send-logged', `${mark}-1`) : undefined;
  const one = isTaken ? await look.ask('send-one', { path: `/v1/messages/${id}` }) : undefined;
  return { message, answer, id, line, one };
});

const long = course(async (look) => {
  const { mark } = look.scene;
  const answer = await post(look, 'send-long', [messageFor(look, longText(mark), `${mark}-2`)]);
  return {
    answer,
    line: answer.status === 202 ? await logged(look, 'send-long-logged', `${mark}-2`) : undefined,
  };
});

const scheduled = course(async (look) => {
  const { mark } = look.scene;
  const later = new Date(Date.now() + 600_000).toISOString();
  const answer = await post(look, 'send-scheduled', [
    { ...messageFor(look, `Test ${mark}: scheduled`, `${mark}-s`), scheduled: later },
  ]);
  const path = `/v1/messages/${at(answer.json, 'messages.0.message_id')}`;
  if (answer.status !== 202) return { answer };
  const before = await look.ask('scheduled-one', { path });
  const cancel = (probe: string) => look.ask(probe, { method: 'PUT', path, json: { status: 'cancelled' } });
  const cancelled = await cancel('scheduled-cancel');
  const after = await look.ask('scheduled-after', { path });
  return { answer, before, cancelled, after, again: await cancel('scheduled-cancel-again') };
});

const mixed = course(async (look) => {
  const { mark } = look.scene;
  const good = messageFor(look, `Test ${mark}: beside a wrong row`, `${mark}-m`);
  const answer = await post(look, 'send-mixed', [good, { ...good, destination_number: 'nobody' }], 1);
  return { answer, line: await logged(look, 'send-mixed-logged', `${mark}-m`) };
});

const optedOut = course(async (look) => {
  if (!look.scene.may.change) throw new NotTried('needs --change beside --send');
  const { mark } = look.scene;
  const number = `+${look.recipient}`;
  const before = await look.ask('send-opted-out-before', {
    path: `/v1/number_authorisation/is_authorised/${number}`,
  });
  if (at(before.json, 'numbers.0.authorised') === false)
    throw new Unclear('the recipient has opted out already');
  look.leave('opt-out', number);
  await look.ask('send-opted-out-add', { method: 'POST', path: BLACKLIST, json: { numbers: [number] } });
  const answer = await post(look, 'send-opted-out', [
    messageFor(look, `Test ${mark}: opted out`, `${mark}-o`),
  ]);
  const isOver = ({ status }: Fields) =>
    ['rejected', 'failed', 'delivered', 'expired'].includes(String(status));
  const line =
    answer.status === 202 ? await logged(look, 'send-opted-out-logged', `${mark}-o`, isOver) : undefined;
  await look.ask('send-opted-out-delete', { method: 'DELETE', path: `${BLACKLIST}/${number}` });
  return { answer, line };
});

const inDetail = <T>(line: T | undefined): T => {
  if (line === undefined)
    throw new Unclear('the message does not stand in the reporting detail by its reference');
  return line;
};

const taken = (answer: Answer | undefined): Answer => {
  if (!answer) throw new Unclear('the message was not taken');
  return answer;
};

export const messagemediaSends: Chapter = {
  title: 'Sending',
  platforms: BOTH,
  claims: [
    {
      id: 'mm-send-answer',
      says: '`POST /v1/messages` returns 202 with `messages`, each with a `message_id` (a UUID) and a `status`.',
      source: 'specification, Messages',
      sure: 'documented',
      uses: 'Every send: without an id its end is unclear.',
      by: 'send',
      how: 'Send one message.',
      check: async (look) => {
        const { answer, id } = await single(look);
        const holds =
          answer.status === 202 &&
          /^[0-9a-f-]{36}$/i.test(String(id)) &&
          typeof at(answer.json, 'messages.0.status') === 'string';
        return judge(
          holds,
          `${shown(answer)}, a message ${isFields(at(answer.json, 'messages.0')) ? `{${Object.keys(rowsOf(at(answer.json, 'messages'))[0] ?? {}).join(', ')}}` : 'missing'}`,
        );
      },
    },
    {
      id: 'mm-send-found',
      says: 'The message is found by its id at once.',
      source: 'specification, Messages',
      sure: 'documented',
      uses: 'Find Message after Send SMS.',
      by: 'send',
      how: 'Send one message, and ask for its id.',
      check: async (look) => {
        const one = taken((await single(look)).one);
        return judge(one.status === 200, shown(one));
      },
    },
    {
      id: 'mm-send-reference',
      says: 'The reporting detail finds a message by `metadata_key` and `metadata_values`.',
      source: 'specification, Reporting',
      sure: 'documented',
      uses: 'A message of unclear end is looked up so: without it, it is never found again.',
      by: 'send',
      how: 'Send with a reference in the metadata, and search for it.',
      check: async (look) => {
        const { line, id } = await single(look);
        return judge(line?.message_id === id, line ? 'found' : 'not found');
      },
    },
    {
      id: 'mm-send-text',
      says: 'The text arrives as it was written, quotes, `{{…}}` and emoji included.',
      source: 'no source mentions it',
      sure: 'inferred',
      uses: 'Every send: the app changes nothing in a text.',
      by: 'send',
      how: 'Send such a text, and read it in the reporting detail.',
      check: async (look) => {
        const { line, message } = await single(look);
        const isSame = inDetail(line).content === message.content;
        return judge(isSame, isSame ? 'the same text' : 'another text');
      },
    },
    {
      id: 'mm-send-units',
      says: '`units` of a text of 170 plain characters is 2.',
      source: 'specification, Reporting',
      sure: 'inferred',
      uses: '`parts` of messages.',
      by: 'send',
      how: 'Send such a text.',
      check: async (look) => {
        const { line } = await long(look);
        return judge(inDetail(line).units === 2, `${inDetail(line).units} units`);
      },
    },
    {
      id: 'mm-schedule',
      says: '`scheduled` takes `2024-02-03T15:30:00.000Z`, and the message has the status `scheduled`.',
      source: 'specification, Messages',
      sure: 'documented',
      uses: 'Schedule At and the sending window.',
      by: 'send',
      how: 'Send one message for ten minutes from now.',
      check: async (look) => {
        const { answer, before } = await scheduled(look);
        if (!before) return judge(false, shown(answer));
        return judge(at(before.json, 'status') === 'scheduled', `the status is ${at(before.json, 'status')}`);
      },
    },
    {
      id: 'mm-cancel',
      says: 'Cancelling answers 200 without a body, and the message has the status `cancelled`.',
      source: 'specification, Messages',
      sure: 'documented',
      uses: 'Cancel Scheduled Message.',
      by: 'send',
      how: 'Cancel the message that was scheduled.',
      check: async (look) => {
        const { cancelled, after } = await scheduled(look);
        const [one, other] = [taken(cancelled), taken(after)];
        return judge(
          one.status === 200 && one.text === '' && at(other.json, 'status') === 'cancelled',
          `${shown(one)}, then ${at(other.json, 'status')}`,
        );
      },
    },
    {
      id: 'mm-cancel-again',
      says: 'Cancelling what is not scheduled any more answers 400.',
      source: 'specification, Messages',
      sure: 'documented',
      uses: 'Cancel Scheduled Message says `cancelled` false.',
      by: 'send',
      how: 'Cancel the message twice.',
      check: async (look) => {
        const again = taken((await scheduled(look)).again);
        return judge(again.status === 400, shown(again));
      },
    },
    {
      id: 'mm-all-or-nothing',
      says: 'Where one row of a batch is wrong, none is sent.',
      source: 'specification, Messages',
      sure: 'documented',
      uses: 'Send Bulk SMS sends the good rows once more: were they taken the first time, people would be texted twice.',
      by: 'send',
      how: 'Send a batch of a good and a wrong row, and look for the good one.',
      check: async (look) => {
        const { answer, line } = await mixed(look);
        return judge(
          answer.status === 400 && line === undefined,
          `${shown(answer)}${line ? ', and the good row was sent' : ', and nothing was sent'}`,
        );
      },
    },
    {
      id: 'mm-opted-out',
      says: 'A message to an opted-out recipient is accepted with 202, and ends rejected with the code 302 or 412.',
      source: 'specification, Delivery status codes',
      sure: 'inferred',
      uses: 'Send SMS asks first where On Opted Out is set. The code makes the sentence.',
      by: 'send',
      how: 'Opt the recipient out (`--change`), send, and wait for the end.',
      check: async (look) => {
        const { answer, line } = await optedOut(look);
        if (answer.status !== 202) return judge(false, shown(answer));
        const { status, status_code: code } = inDetail(line);
        return judge(
          status === 'rejected' && [302, 412, '302', '412'].some((known) => known === code),
          `taken, then ${status} ${code}`,
        );
      },
    },
  ],
};
