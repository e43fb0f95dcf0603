import { type Chapter, judge, NotTried, Unclear } from '../claim.ts';
import { course, type Look } from '../look.ts';
import type { Answer } from '../network.ts';
import { at, compareFields, type Fields, isFields, rowsOf, shown } from '../values.ts';
import { describeId } from './classic-log.ts';
import { longText, oddText, originatorFor } from './classic-sends.ts';
import { isFinal, receiptClaims, receipts } from './receipts.ts';
import { campaignsOf, historyOf, listIn } from './vortex-lists.ts';

const DAY = 86_400_000;

const recent = () => historyOf(Date.now() - DAY, Date.now() + DAY, { limit: 1000, offset: 0 });

const common = async (look: Look) => {
  const week = historyOf(Date.now() - 7 * DAY, Date.now() + DAY, { limit: 100, offset: 0 });
  const { json } = await look.ask('history', week);
  const rows = rowsOf(at(json, 'results') ?? at(json, 'records'));
  const callbackURL = look.scene.listener?.url('receipt');
  return {
    originator: originatorFor(look, rows),
    recipient: look.recipient,
    ...(callbackURL && { callbackURL }),
  };
};

const logged = async (
  look: Look,
  probe: string,
  reference: string,
  isReady: (row: Fields) => boolean = () => true,
): Promise<Fields | undefined> => {
  const isIt = (row: Fields) => row.reference === reference;
  const rows = ({ json }: { json: unknown }) => rowsOf(at(json, 'results') ?? at(json, 'records'));
  const answer = await look.askUntil(probe, recent(), (each) =>
    rows(each).some((row) => isIt(row) && isReady(row)),
  );
  return listIn(answer).find(isIt);
};

const campaignsNow = (look: Look): Promise<Answer> => look.ask('send-batch-campaigns', campaignsOf());

const single = course(async (look) => {
  const { mark } = look.scene;
  const json = { ...(await common(look)), text: oddText(mark), reference: `${mark}-1` };
  const answer = await look.send('send-single', { method: 'POST', path: '/send/single', json });
  const record = answer.status === 200 ? await logged(look, 'send-single-logged', json.reference) : undefined;
  return { json, answer, record };
});

/** Schedules a message with the text as `body`, or, if that is refused, as `text`. */
const asBody = course(async (look) => {
  const { mark } = look.scene;
  const text = `Test ${mark}: scheduled`;
  const scheduleDateTime = new Date(Date.now() + 120_000).toISOString();
  const json = { ...(await common(look)), reference: `${mark}-2`, scheduleDateTime };
  const path = '/send/single';
  const answer = await look.send('send-single-body', { method: 'POST', path, json: { ...json, body: text } });
  const scheduled =
    answer.status === 400
      ? await look.send('send-scheduled', { method: 'POST', path, json: { ...json, text } })
      : answer;
  const record =
    scheduled.status === 200 ? await logged(look, 'send-scheduled-logged', json.reference) : undefined;
  return { answer, scheduled, record };
});

const batch = course(async (look) => {
  const { mark } = look.scene;
  const { recipient, ...rest } = await common(look);
  const json = {
    ...rest,
    text: longText(mark),
    name: mark,
    recipients: [{ recipient, reference: `${mark}-b1` }],
    excludeOptOuts: true,
    excludeOptouts: true,
  };
  const answer = await look.send('send-batch', { method: 'POST', path: '/send/batch', json });
  const record = answer.status === 200 ? await logged(look, 'send-batch-logged', `${mark}-b1`) : undefined;
  const campaigns = answer.status === 200 ? await campaignsNow(look) : undefined;
  return { answer, record, campaigns };
});

const optedOut = course(async (look) => {
  if (!look.scene.may.change) throw new NotTried('needs --change beside --send');
  const { mark } = look.scene;
  const { callbackURL, ...bare } = await common(look);
  const path = '/addressbook/optouts';
  const before = await look.ask('send-opted-out-list', {
    path,
    query: { offset: 0, limit: 5000 },
    timeoutMs: 60_000,
  });
  if (listIn(before).some(({ msisdn }) => msisdn === bare.recipient))
    throw new Unclear('the recipient is on the opt-out list already');
  look.leave('opt-out', bare.recipient);
  await look.ask('send-opted-out-add', { method: 'POST', path, json: { msisdn: bare.recipient } });
  const answer = await look.send('send-opted-out', {
    method: 'POST',
    path: '/send/single',
    json: { ...bare, text: `Test ${mark}: opted out`, reference: `${mark}-o1` },
  });
  const record =
    answer.status === 200 ? await logged(look, 'send-opted-out-logged', `${mark}-o1`, isOver) : undefined;
  const flagged = {
    originator: bare.originator,
    text: `Test ${mark}: which flag counts`,
    recipients: [{ recipient: bare.recipient, reference: `${mark}-o2` }],
    excludeOptOuts: false,
    excludeOptouts: true,
  };
  const batchAnswer = await look.send('send-opted-out-batch', {
    method: 'POST',
    path: '/send/batch',
    json: flagged,
  });
  const batchRecord =
    batchAnswer.status === 200 ? await logged(look, 'send-opted-out-batch-logged', `${mark}-o2`) : undefined;
  await look.ask('send-opted-out-delete', { method: 'DELETE', path: `${path}/${bare.recipient}` });
  return { answer, record, batchAnswer, batchRecord };
});

const isOver = ({ status }: Fields): boolean => isFinal(status);

const inLog = <T>(record: T | undefined): T => {
  if (record === undefined) throw new Unclear('the message does not stand in the history by its reference');
  return record;
};

const RECEIPT = ['created', 'deliveryMessageId', 'clientReference', 'status', 'statusCode', 'part', 'parts'];

export const vortexSends: Chapter = {
  title: 'Vortex: sending',
  platforms: ['vortex'],
  claims: [
    {
      id: 'vortex-send-answer',
      says: '`/send/single` takes the text as `text`, and answers 200 with `success` true and a `record` that has an `id`.',
      source: 'production; one host answered an echo with an id of its own',
      sure: 'seen',
      uses: 'Send SMS: without a record its end is unclear, unless an id is at the top.',
      by: 'send',
      how: 'Send one message.',
      check: async (look) => {
        const { answer } = await single(look);
        return judge(
          answer.status === 200 &&
            at(answer.json, 'success') === true &&
            typeof at(answer.json, 'record.id') === 'string',
          shown(answer),
        );
      },
    },
    {
      id: 'vortex-send-id-same',
      says: 'The id that `/send/single` returns is the id of the history: a UUID.',
      source: 'production',
      sure: 'seen',
      uses: 'Find Message after Send SMS, and a wait for delivery, which matches the receipt.',
      by: 'send',
      how: 'Send one message with a reference, and find it by the reference.',
      check: async (look) => {
        const { answer, record } = await single(look);
        const id = at(answer.json, 'record.id') ?? at(answer.json, 'id');
        return judge(
          inLog(record).id === id,
          `${describeId(id)} in the answer, ${describeId(inLog(record).id)} in the history`,
        );
      },
    },
    {
      id: 'vortex-send-reference',
      says: 'The `reference` of a send is in the history.',
      source: 'production',
      sure: 'seen',
      uses: 'Everything that looks for a message of unclear end.',
      by: 'send',
      how: 'Send one message with a reference, and read the history.',
      check: async (look) => {
        const { record } = await single(look);
        return judge(
          record !== undefined,
          record ? 'found by its reference' : 'no message with the reference',
        );
      },
    },
    {
      id: 'vortex-send-text',
      says: 'The text arrives as it was written, `{{…}}`, curly quotes and emoji included.',
      source: 'placeholders are documented for batches',
      sure: 'inferred',
      uses: 'Every send: the app changes nothing in a text.',
      by: 'send',
      how: 'Send such a text, and read it in the history.',
      check: async (look) => {
        const { json, record } = await single(look);
        if (!('text' in inLog(record))) throw new Unclear('the history has no texts');
        return judge(
          inLog(record).text === json.text,
          inLog(record).text === json.text ? 'the same text' : 'another text',
        );
      },
    },
    {
      id: 'vortex-send-body',
      says: '`/send/single` also takes the text as `body`.',
      source: 'public clients send it so',
      sure: 'seen',
      uses: 'Nothing: the app sends `text`.',
      by: 'send',
      how: 'Send one message with `body` and without `text`.',
      check: async (look) => {
        const { answer } = await asBody(look);
        return judge(answer.status === 200, shown(answer));
      },
    },
    {
      id: 'vortex-schedule',
      says: '`scheduleDateTime` takes `2024-02-03T15:30:00.000Z`, and the message is SCHEDULED until then.',
      source: 'wiki, Send single SMS message; the status is in the list of a public client',
      sure: 'documented',
      uses: 'Schedule At and the sending window.',
      by: 'send',
      how: 'Send one message for two minutes from now, and read the history.',
      check: async (look) => {
        const { scheduled, record } = await asBody(look);
        if (scheduled.status !== 200) return judge(false, shown(scheduled));
        const status = String(record?.status).toUpperCase();
        return judge(
          status === 'SCHEDULED',
          record ? `taken, and the history says ${status}` : 'taken, and not in the history before its time',
        );
      },
    },
    {
      id: 'vortex-batch-answer',
      says: '`/send/batch` answers 200 with a `record` of `id`, `type`, `scheduled` and `recipientCount`, and no ids of messages.',
      source: 'production',
      sure: 'seen',
      uses: 'Send Bulk SMS: `batch_id` is that id.',
      by: 'send',
      how: 'Send a batch of one.',
      check: async (look) => {
        const { answer } = await batch(look);
        const record = compareFields(rowsOf([at(answer.json, 'record')]), [
          'id',
          'type',
          'scheduled',
          'recipientCount',
        ]);
        return judge(
          answer.status === 200 && isFields(at(answer.json, 'record')) && record.holds,
          shown(answer),
        );
      },
    },
    {
      id: 'vortex-batch-logged',
      says: 'A message of a batch is in the history with its own reference.',
      source: 'production',
      sure: 'seen',
      uses: 'Rows of unclear end are looked up by it.',
      by: 'send',
      how: 'Send a batch with a reference, and read the history.',
      check: async (look) => {
        const { record } = await batch(look);
        return judge(
          record !== undefined,
          record ? 'found by its reference' : 'no message with the reference',
        );
      },
    },
    {
      id: 'vortex-batch-campaign',
      says: 'A batch is in the list of campaigns, by its id.',
      source: 'no source mentions it',
      sure: 'inferred',
      uses: 'Find Campaign.',
      by: 'send',
      how: 'Send a batch, and list campaigns.',
      check: async (look) => {
        const { answer, campaigns } = await batch(look);
        if (!campaigns) throw new Unclear('the batch was not taken');
        const isThere = listIn(campaigns).some(({ id }) => id === at(answer.json, 'record.id'));
        return judge(isThere, isThere ? 'listed' : 'not listed');
      },
    },
    {
      id: 'vortex-opted-out',
      says: 'A message to an opted-out number is accepted, and is in the history as OPTED_OUT, at no price.',
      source: 'one production account; the documents say 403',
      sure: 'contradictory',
      uses: 'Send SMS looks at the opt-out list first where it waits for delivery: no receipt comes for such a message.',
      by: 'send',
      how: 'Opt the recipient out (`--change`), send, and read the history.',
      check: async (look) => {
        const { answer, record } = await optedOut(look);
        if (answer.status !== 200) return judge(false, shown(answer));
        const { status, price } = inLog(record);
        return judge(
          String(status).toUpperCase() === 'OPTED_OUT' && Number(price ?? 0) === 0,
          `taken, and the history says ${status}`,
        );
      },
    },
    {
      id: 'vortex-batch-flag',
      says: '`/send/batch` listens to `excludeOptOuts`, with a capital O.',
      source: 'wiki, Send batch SMS messages: its example; the table has `excludeOptouts`',
      sure: 'contradictory',
      uses: 'Nothing: the app sends both.',
      by: 'send',
      how: 'Opt the recipient out (`--change`), send a batch whose two flags contradict each other, and read the history.',
      check: async (look) => {
        const { batchAnswer, batchRecord } = await optedOut(look);
        if (batchAnswer.status !== 200) return judge(false, shown(batchAnswer));
        const isSent = batchRecord !== undefined && String(batchRecord.status).toUpperCase() !== 'OPTED_OUT';
        return judge(isSent, `the message was ${isSent ? '' : 'not '}sent`);
      },
    },
  ],
};

export const vortexReceipts: Chapter = {
  title: 'Vortex: receipts',
  platforms: ['vortex'],
  claims: [
    {
      id: 'vortex-receipt-form',
      says: `A receipt is a form with one field \`xml\`, encoded once: a \`deliveryreceipt\` of ${RECEIPT.map((name) => `\`${name}\``).join(', ')}.`,
      source: 'production; the documents show nothing',
      sure: 'seen',
      uses: 'A wait for delivery reads the form, plain XML and JSON, encoded once or twice.',
      by: 'listen',
      how: 'Send with a `callbackURL` and wait.',
      check: async (look) => {
        const notices = receipts(look);
        const { holds, seen } = compareFields(
          notices.map(({ fields }) => fields),
          RECEIPT,
        );
        const forms = [
          ...new Set(notices.map(({ form, isTwice }) => `${form}${isTwice ? ', encoded twice' : ''}`)),
        ];
        return judge(
          notices.every(({ form, isTwice }) => form === 'form field xml' && !isTwice) && holds,
          `${forms.join(' and ')}: ${seen}`,
        );
      },
    },
    {
      id: 'vortex-receipt-id',
      says: '`deliveryMessageId` is the id that `/send/single` gave.',
      source: 'production',
      sure: 'seen',
      uses: 'A wait for delivery takes what comes to its own address; New Delivery Receipt by a relay matches by id.',
      by: 'listen',
      how: 'Compare the receipt of the first message.',
      check: async (look) => {
        const { mark, recipient } = look.scene;
        if (recipient === null) throw new Unclear('nothing was sent');
        const { answer } = await single(look);
        const own = receipts(look).filter(({ fields }) => fields.clientReference === `${mark}-1`);
        if (own.length === 0) throw new Unclear('no receipt of the first message came');
        const id = at(answer.json, 'record.id') ?? at(answer.json, 'id');
        const isSame = own.every(({ fields }) => fields.deliveryMessageId === id);
        return judge(isSame, isSame ? 'the same id' : 'another id');
      },
    },
    ...receiptClaims('vortex', 'production'),
    {
      id: 'vortex-receipt-missing',
      says: 'Of every hundred messages, 6 to 12 never get a last receipt.',
      source: 'two production accounts',
      sure: 'seen',
      uses: 'A wait for delivery ends after 30 days for them; Updated Message Status finds them in the history.',
      by: 'nothing',
      how: 'it takes hundreds of messages; Find Message Totals of a month shows it',
    },
  ],
};
