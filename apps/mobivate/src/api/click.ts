import { hashOf } from '@messaging/gateway/hash';
import { id, textOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import { type Notification, type Reading, readNotification } from './notification.ts';

/** Missing values are `null`. */
export interface Click {
  /** A hash of the notification and its time of arrival, because Mobivate's clicks have neither an id nor a time. */
  id: string;
  message_id: string | null;
  batch_id: string | null;
  recipient: string | null;
  reference: string | null;
  url: string | null;
  country: string | null;
  country_code: string | null;
  browser: string | null;
  os: string | null;
  ip_address: string | null;
  clicked_at: string;
}

/** Converts a two-letter country code to ISO 3166. Mobivate uses `UK` for `GB`. */
export const toCountryCode = (word: string | null): string | null => {
  const code = word?.trim().toUpperCase() ?? '';
  if (!/^[A-Z]{2}$/.test(code)) return null;
  return code === 'UK' ? 'GB' : code;
};

const record = v.pipe(
  v.object({
    messageId: v.nullish(id, null),
    url: v.nullish(v.string(), null),
    batchId: textOrNull,
    mobile: textOrNull,
    clientRef: textOrNull,
    country: textOrNull,
    iso2l: textOrNull,
    browser: textOrNull,
    os: textOrNull,
    ipAddress: textOrNull,
  }),
  v.check(({ messageId, url }) => messageId !== null || url !== null),
  v.transform((from) => ({
    message_id: from.messageId,
    batch_id: from.batchId,
    recipient: from.mobile,
    reference: from.clientRef,
    url: from.url,
    country: from.country,
    country_code: toCountryCode(from.iso2l),
    browser: from.browser,
    os: from.os,
    ip_address: from.ipAddress,
  })),
);

export const readClicks = async (
  notification: Notification,
  arrival = new Date(),
): Promise<Reading<Click>> => {
  const { events, unread } = await readNotification(notification, record, 'click');
  const clicked_at = arrival.toISOString();
  return {
    unread,
    events: events.map((click, index) => ({ id: hashOf([click, clicked_at, index]), ...click, clicked_at })),
  };
};
