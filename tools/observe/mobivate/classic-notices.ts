import { type Chapter, judge, Unclear } from '../claim.ts';
import type { Look } from '../look.ts';
import { compareFields, formOf } from '../values.ts';
import { describeId } from './classic-log.ts';
import { type Notice, readNotice } from './deliveries.ts';
import { receiptClaims, receipts } from './receipts.ts';

const RECEIPT = [
  'deliveryMessageId',
  'batchId',
  'clientReference',
  'created',
  'status',
  'statusCode',
  'parts',
  'hlr',
];
const INBOUND = [
  'id',
  'originator',
  'recipient',
  'body',
  'created',
  'inReplyTo',
  'logicalMessageId',
  'ownerUserId',
];
const CLICK = [
  'messageId',
  'mobile',
  'batchId',
  'clientRef',
  'browser',
  'country',
  'ipAddress',
  'iso2l',
  'os',
  'url',
];

const inbound = (look: Look): Notice[] => look.arrivals('incoming', 'reply').map(readNotice);

const clicks = (look: Look): Notice[] => look.arrivals('click', 'click').map(readNotice);

const fieldsOf = (notices: readonly Notice[]) => notices.map(({ fields }) => fields);

const forms = (notices: readonly Notice[]): string =>
  [...new Set(notices.map(({ form }) => form))].join(' and ');

const isJson = (notices: readonly Notice[]): boolean => notices.every(({ form }) => form === 'JSON');

export const classicNotices: Chapter = {
  title: 'Classic: receipts, replies and clicks',
  platforms: ['classic'],
  claims: [
    {
      id: 'classic-receipt-json',
      says: `A receipt is JSON with ${RECEIPT.map((name) => `\`${name}\``).join(', ')}.`,
      source: 'wiki, Delivery receipt notification; some accounts get a form field `xml`',
      sure: 'documented',
      uses: 'New Delivery Receipt reads JSON, the form field and plain XML.',
      by: 'listen',
      how: 'Wait for receipts.',
      check: async (look) => {
        const notices = receipts(look);
        const { holds, seen } = compareFields(fieldsOf(notices), RECEIPT);
        return judge(isJson(notices) && holds, `${forms(notices)}: ${seen}`);
      },
    },
    {
      id: 'classic-receipt-id',
      says: '`deliveryMessageId` is the id of the log: 32 hex digits in capitals.',
      source: 'wiki, Delivery receipt notification',
      sure: 'documented',
      uses: 'Include Message looks the message up by it.',
      by: 'listen',
      how: 'Look at the ids of the receipts.',
      check: async (look) => {
        const ids = receipts(look).map(({ fields }) => fields.deliveryMessageId);
        return judge(
          ids.every((id) => /^[0-9A-F]{32}$/.test(String(id))),
          [...new Set(ids.map(describeId))].join(' and '),
        );
      },
    },
    ...receiptClaims('classic', 'wiki, Delivery receipt notification'),
    {
      id: 'classic-inbound-fields',
      says: `A reply is JSON with ${INBOUND.map((name) => `\`${name}\``).join(', ')}.`,
      source: 'wiki, Incoming message notification',
      sure: 'documented',
      uses: 'New Inbound Message.',
      by: 'listen',
      how: 'Reply to a message, and wait.',
      check: async (look) => {
        const notices = inbound(look);
        const { holds, seen } = compareFields(fieldsOf(notices), INBOUND);
        return judge(isJson(notices) && holds, `${forms(notices)}: ${seen}`);
      },
    },
    {
      id: 'classic-inbound-time',
      says: '`created` of a reply is written like `2024-02-03T04:05:06+0000`.',
      source: 'wiki, Incoming message notification',
      sure: 'documented',
      uses: '`received_at`: the app reads any offset.',
      by: 'listen',
      how: 'Look at the replies.',
      check: async (look) => {
        const times = inbound(look).map(({ fields }) => fields.created);
        return judge(
          times.every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$/.test(String(time))),
          [...new Set(times.map(formOf))].join(' and '),
        );
      },
    },
    {
      id: 'classic-inbound-reply-to',
      says: '`inReplyTo` is the id of the message that is answered, as the log writes it.',
      source: 'wiki, Incoming message notification',
      sure: 'documented',
      uses: 'Include Original looks that message up.',
      by: 'listen',
      how: 'Reply to a message, and ask for the id.',
      check: async (look) => {
        const ids = inbound(look)
          .map(({ fields }) => fields.inReplyTo)
          .filter((id) => id !== null);
        const [id] = ids;
        if (id === undefined) throw new Unclear('no reply named a message');
        const answer = await look.ask('inbound-original', { path: `/message/${id}` });
        return judge(answer.status === 200, `${describeId(id)}, ${answer.status}`);
      },
    },
    {
      id: 'classic-click-fields',
      says: `A click is JSON with ${CLICK.map((name) => `\`${name}\``).join(', ')}; it has neither an id nor a time.`,
      source: 'wiki, Short URL click notification',
      sure: 'documented',
      uses: 'New Link Click takes the time of arrival, and makes its id out of it: a repeated notification counts as a second click.',
      by: 'listen',
      how: 'Open the link of a message, and wait.',
      check: async (look) => {
        const notices = clicks(look);
        const { holds, seen } = compareFields(fieldsOf(notices), CLICK);
        const hasMore = notices.some(({ fields }) => 'id' in fields || 'created' in fields);
        return judge(isJson(notices) && holds && !hasMore, `${forms(notices)}: ${seen}`);
      },
    },
    {
      id: 'classic-click-uk',
      says: '`iso2l` says `UK` where ISO says `GB`.',
      source: 'wiki, Short URL click notification, in its example',
      sure: 'documented',
      uses: '`country_code` of New Link Click turns UK into GB.',
      by: 'listen',
      how: 'Open a link from the United Kingdom.',
      check: async (look) => {
        const codes = clicks(look).map(({ fields }) => String(fields.iso2l));
        const british = codes.filter((code) => code === 'UK' || code === 'GB');
        if (british.length === 0) throw new Unclear('no click came from the United Kingdom');
        return judge(
          british.every((code) => code === 'UK'),
          [...new Set(british)].join(' and '),
        );
      },
    },
  ],
};
